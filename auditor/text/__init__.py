"""Facts of the text that the aligner, the scores and the checks share."""
