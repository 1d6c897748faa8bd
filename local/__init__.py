"""The paper on a laptop: the `laera` command and the runner that stands in for AWS."""
