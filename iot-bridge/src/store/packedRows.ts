/** A row that changes with nearly every message: it writes itself as numbers and texts, which costs far less than JSON. */
export interface PackedRow {
    /** Kind and name of the row, as {@link Store.load} finds it. */
    readonly rowKey: string;
    /** Writes the row as it is now. Numbers are read back in their order, and texts in theirs. */
    write(out: RowWriter): void;
}

/*
 * Packed rows are one run of 64-bit numbers, in the byte order of the machine (a data directory stays on one machine),
 * behind their count and before a list of texts as JSON. In a run of several rows each is
 * [place of the key, count of numbers, count of texts, numbers, places of the texts], so that equal texts, such as the
 * names of signals, are kept once; a row on its own is just its numbers and its texts.
 */

/** Collects rows for one record of the journal. */
export class RowWriter {
    private numbers = new Float64Array(4096);
    private used = 0;
    private texts: string[] = [];
    private readonly places = new Map<string, number>();
    private rowTexts: string[] = [];
    private shared = new Uint8Array(new SharedArrayBuffer(65_536));

    /** Adds a number to the row; NaN stands for none. */
    number(value: number): void {
        if (this.used === this.numbers.length) this.grow();
        this.numbers[this.used++] = value;
    }

    /** Adds a text to the row. */
    text(value: string): void {
        this.rowTexts.push(value);
    }

    /** Adds a row. */
    row(row: PackedRow): void {
        this.number(this.placeOf(row.rowKey));
        const countsAt = this.used;
        this.number(0);
        this.number(0);
        row.write(this);
        this.numbers[countsAt] = this.used - countsAt - 2;
        this.numbers[countsAt + 1] = this.rowTexts.length;
        for (const text of this.rowTexts) this.number(this.placeOf(text));
        this.rowTexts.length = 0;
    }

    /**
     * All rows added since the last call, in memory that threads share and that the next call uses again; undefined for
     * none.
     */
    pack(): Uint8Array | undefined {
        if (this.used === 0) return undefined;
        const packed = pack(this.numbers.subarray(0, this.used), this.texts, (length) => this.reserve(length));
        this.used = 0;
        this.texts = [];
        this.places.clear();
        return packed;
    }

    /** One row on its own. Not while rows are collected. */
    packAlone(row: PackedRow): Uint8Array {
        row.write(this);
        const packed = pack(this.numbers.subarray(0, this.used), this.rowTexts);
        this.used = 0;
        this.rowTexts.length = 0;
        return packed;
    }

    private reserve(length: number): Uint8Array {
        if (length > this.shared.length) this.shared = new Uint8Array(new SharedArrayBuffer(2 * length));
        return this.shared.subarray(0, length);
    }

    private placeOf(text: string): number {
        const known = this.places.get(text);
        if (known !== undefined) return known;
        const place = this.texts.push(text) - 1;
        this.places.set(text, place);
        return place;
    }

    private grow(): void {
        const larger = new Float64Array(this.numbers.length * 2);
        larger.set(this.numbers);
        this.numbers = larger;
    }
}

/** Reads one packed row back. */
export class RowReader {
    protected readonly numbers: Float64Array;
    protected readonly texts: readonly string[];
    protected position = 0;
    private textPosition = 0;

    constructor(packed: Uint8Array) {
        // A copy, because numbers must begin at a multiple of eight bytes.
        const bytes = Uint8Array.from(packed);
        const count = new Float64Array(bytes.buffer, 0, 1)[0] ?? 0;
        this.numbers = new Float64Array(bytes.buffer, 8, count);
        const json = new TextDecoder().decode(bytes.subarray(8 + 8 * count));
        this.texts = JSON.parse(json) as string[];
    }

    /** The next number; NaN for none. */
    number(): number {
        return this.numbers[this.position++] ?? Number.NaN;
    }

    /** The next number, or undefined where there is none. */
    optional(): number | undefined {
        const value = this.number();
        return Number.isNaN(value) ? undefined : value;
    }

    /** The next text. */
    text(): string {
        return this.texts[this.textPosition++] ?? '';
    }
}

/** The rows of one record of the journal, each on its own. */
export function* rowsOf(packed: Uint8Array): Iterable<{ key: string; packed: Uint8Array }> {
    yield* new RecordReader(packed).rows();
}

class RecordReader extends RowReader {
    *rows(): Iterable<{ key: string; packed: Uint8Array }> {
        while (this.position < this.numbers.length) {
            const key = this.texts[this.number()] ?? '';
            const [numbers, texts] = [this.number(), this.number()];
            const row = this.numbers.subarray(this.position, this.position + numbers);
            this.position += numbers;
            const own = Array.from({ length: texts }, () => this.texts[this.number()] ?? '');
            yield { key, packed: pack(row, own) };
        }
    }
}

function pack(
    numbers: Float64Array,
    texts: readonly string[],
    reserve = (length: number): Uint8Array => new Uint8Array(length)
): Uint8Array {
    const json = Buffer.from(JSON.stringify(texts));
    const packed = reserve(8 + numbers.byteLength + json.length);
    new Float64Array(packed.buffer, 0, 1)[0] = numbers.length;
    packed.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), 8);
    packed.set(json, 8 + numbers.byteLength);
    return packed;
}
