import { beforeAll, describe, expect, it } from 'vitest';
import { open, seal } from '@/lib/db/seal';

beforeAll(() => {
  process.env.SECRET_KEY = Buffer.alloc(32, 9).toString('base64');
});

describe('sealed text', () => {
  it('opens for the row it was sealed for, in any language', () => {
    const text = '{"name":"Núñez 🙂"}';
    expect(open('journey', 'a:b:1', seal('journey', 'a:b:1', text))).toBe(text);
  });

  it('does not open when copied to another row, another purpose, or changed by one bit', () => {
    const sealed = seal('journey', 'a:b:1', 'secret');
    expect(open('journey', 'a:b:2', sealed)).toBeNull();
    expect(open('other', 'a:b:1', sealed)).toBeNull();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(open('journey', 'a:b:1', changed)).toBeNull();
    }
    expect(open('journey', 'a:b:1', Buffer.alloc(3))).toBeNull();
  });

  it('never looks the same twice and never shows the text', () => {
    const [first, second] = [seal('p', 'r', 'marked-value'), seal('p', 'r', 'marked-value')];
    expect(first.equals(second)).toBe(false);
    expect(first.toString('latin1')).not.toContain('marked-value');
  });
});
