"""Plan documents written for tests, in the manner of real offices, with what they say."""
