feed_title = { "" }
