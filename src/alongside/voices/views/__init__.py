"""The pages of this room, by what people come for: reading, saying, recording, answering, their own."""
