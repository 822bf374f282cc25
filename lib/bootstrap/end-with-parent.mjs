/** Loaded into every child we start: when the parent is gone, even by kill -9, the channel closes and so do we. */
process.on('disconnect', () => process.exit(0));
process.channel?.unref();
