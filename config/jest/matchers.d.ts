declare namespace jest {
    interface Matchers<R> {
        /** Added by @sa11y/jest: no accessibility problem found by axe. */
        toBeAccessible(): Promise<R>;
    }
}
