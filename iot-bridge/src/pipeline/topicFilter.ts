/**
 * Tells whether a topic matches an MQTT filter (MQTT 5, section 4.7).
 * @param filter topic filter with `+` and `#`; a shared-subscription prefix is not allowed here
 */
export function topicMatches(filter: string, topic: string): boolean {
    if (topic.startsWith('$') && !filter.startsWith('$')) return false;
    const wanted = filter.split('/');
    const actual = topic.split('/');
    for (const [index, part] of wanted.entries()) {
        if (part === '#') return true;
        if (index >= actual.length) return false;
        if (part !== '+' && part !== actual[index]) return false;
    }
    return wanted.length === actual.length;
}

/** Why a filter is not valid, or undefined when it is (MQTT 5, section 4.7.1). */
export function topicFilterProblem(filter: string): string | undefined {
    const parts = filter.split('/');
    if (filter.length === 0) return 'it is empty';
    if (parts[0] === '$share') return 'a shared subscription would divide the messages of one machine; use `partition`';
    for (const [index, part] of parts.entries()) {
        if (part.includes('#') && (part !== '#' || index !== parts.length - 1)) {
            return '# must stand alone at the end';
        }
        if (part.includes('+') && part !== '+') return '+ must fill a whole level';
    }
    return undefined;
}
