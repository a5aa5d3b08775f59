"""Files outside the program: where one is saved, how its name is shown, and which program opens it."""
