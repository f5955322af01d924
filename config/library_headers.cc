// Empty: its target's precompiled headers are those of all libraries, in builds with sanitizers.
