topic_description = { $topic ->
    [none] Nothing
   *[other] { "" }
}
