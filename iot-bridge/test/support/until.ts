/** Waits until a condition holds; fails with its description after a limit. */
export async function until(
    condition: () => boolean | Promise<boolean>,
    description: string,
    limitMs = 15_000
): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (!(await condition())) {
        if (Date.now() > deadline) throw new Error(`Waited in vain until ${description}.`);
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}
