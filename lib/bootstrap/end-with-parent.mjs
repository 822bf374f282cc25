/**
 * Loaded into every child we start: when the parent is gone, even by kill -9, the channel closes and so do we.
 * The channel stays referenced: the development server starts a child of its own that waits for a message on it.
 */
process.on('disconnect', () => process.exit(0));
