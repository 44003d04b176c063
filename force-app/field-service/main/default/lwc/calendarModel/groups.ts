/** Adds a value to the list under a key, in place, so that large groups stay cheap. */
export function addTo<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
}
