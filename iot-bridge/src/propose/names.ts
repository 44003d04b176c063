/** Longest DeveloperName of a custom metadata record. */
const longestName = 40;
/** Longest Signal_Name__c. */
const longestSignal = 80;

/** Words of a path: `oilTemperature`, `oil_temperature` and `Oil Temperature` are the same two. */
export function wordsOf(parts: readonly string[]): string[] {
    const words = parts
        .flatMap((part) => part.replace(/^c8y_/, '').split(/[^\p{L}\p{N}]+/u))
        .flatMap((part) =>
            part
                .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
                .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
                .split(' ')
        )
        .filter((word) => word !== '')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    return words.filter((word, index) => word.toLowerCase() !== words[index - 1]?.toLowerCase());
}

/** A signal name as the package writes them: `Oil_Temperature`. */
export function signalName(words: readonly string[]): string {
    return identifier(words, longestSignal);
}

/** A developer name: letters, digits and single underscores, beginning with a letter, at most 40 characters. */
export function developerName(model: string | undefined, signal: string, taken: ReadonlySet<string>): string {
    const wanted = identifier([...(model ?? '').split(/[^A-Za-z0-9]+/), ...signal.split('_')], longestName);
    return unique(wanted, taken, longestName);
}

/** A name that is not taken yet, by a number at its end. */
export function unique(wanted: string, taken: ReadonlySet<string>, longest = longestSignal): string {
    for (let number = 2, name = wanted; ; number++) {
        if (!taken.has(name)) return name;
        const ending = `_${number}`;
        name = wanted.slice(0, longest - ending.length).replace(/_+$/, '') + ending;
    }
}

function identifier(words: readonly string[], longest: number): string {
    const plain = words
        .map((word) =>
            word
                .normalize('NFKD')
                .replaceAll('ß', 'ss')
                .replace(/[^A-Za-z0-9]/g, '')
        )
        .filter((word) => word !== '')
        .join('_');
    const name = /^[A-Za-z]/.test(plain) ? plain : plain === '' ? 'Signal' : `Signal_${plain}`;
    return name.slice(0, longest).replace(/_+$/, '');
}
