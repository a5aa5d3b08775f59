"""What an officer decides about centres: dialogs that say what follows, and the menu that leads to them."""
