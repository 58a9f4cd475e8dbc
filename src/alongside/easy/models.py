"""How each person reads, and other forms of public texts: easy words, pictures, films in sign language."""
