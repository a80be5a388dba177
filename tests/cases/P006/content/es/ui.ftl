topic_description = { "" }
