"""What is asked, what is answered, and whether an answer is one: the questionnaire as data, and its checks."""
