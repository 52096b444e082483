// What links pack: text, compressed (RFC 1951) and written in letters that an address may hold (base64url, RFC 4648 §5,
// without padding). src/cli/packed.cpp does the same on the command line.

const letters = /^[A-Za-z0-9_-]*$/;
const letters_at_once = 0x8000; // a call takes only so many arguments

export async function pack(text) {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += letters_at_once) binary += String.fromCharCode(...bytes.subarray(at, at + letters_at_once));
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

// The bytes again, or null where the word is none, is damaged, or would be longer than `bytes_max`: it comes from
// anybody, and may be a bomb.
export async function unpack(word, bytes_max) {
    if (!letters.test(word) || word.length % 4 === 1) return null;
    const packed = Uint8Array.from(atob(word.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const parts = [];
    let size = 0;
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) break;
            size += value.length;
            if (size > bytes_max) {
                reader.cancel().catch(() => {});
                return null;
            }
            parts.push(value);
        }
    } catch {
        return null;
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
}
