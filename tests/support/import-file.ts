import type { ImportFile } from '@/lib/directory/import/import-file';

/** A file to import that is on no disk. */
export const textFile = (name: string, text: string | Uint8Array): ImportFile => {
  const bytes = Buffer.from(text as string);
  return {
    name,
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
};
