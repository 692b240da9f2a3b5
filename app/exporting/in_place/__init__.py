"""The reader's own PDF with the marks in it: nothing of the file is touched, a revision is added."""
