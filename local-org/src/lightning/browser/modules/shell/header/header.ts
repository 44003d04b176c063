import { LightningElement, api } from 'lwc';
import type { PageReference } from '../../../platform/router.ts';
import { chooseApp, loadUsers, switchUser, type AppModel, type SwitchableUser } from 'shell/pageData';

interface Option {
    readonly label: string;
    readonly value: string;
}

/** Container: app name, navigation bar, and whose view of the org this is. */
export default class ShellHeader extends LightningElement {
    @api app: AppModel | undefined;
    @api page: PageReference | undefined;
    users: readonly SwitchableUser[] = [];

    get appName(): string {
        return this.app?.name ?? '';
    }

    get appLabel(): string {
        return this.app?.label ?? '';
    }

    get hasApps(): boolean {
        return (this.app?.apps.length ?? 0) > 1;
    }

    get appClass(): string {
        return this.hasApps ? 'slds-p-right_medium' : 'slds-context-bar__label-action slds-context-bar__app-name';
    }

    get appOptions(): Option[] {
        return (this.app?.apps ?? []).map(({ name, label }) => ({ value: name, label }));
    }

    get canSetUp(): boolean {
        return this.app?.canSetUp ?? false;
    }

    get hasUsers(): boolean {
        return this.users.length > 1;
    }

    get userOptions(): Option[] {
        return this.users.map(({ id, name }) => ({ value: id, label: name }));
    }

    get userId(): string {
        return globalThis.lightningSession.user.Id;
    }

    get userName(): string {
        return globalThis.lightningSession.user.name;
    }

    get items(): object[] {
        const path = globalThis.location.pathname;
        const object = this.page?.attributes.objectApiName;
        return (this.app?.items ?? []).map((item) => {
            const isCurrent = item.url === path || (object !== undefined && item.url === `/lightning/o/${object}/list`);
            return {
                ...item,
                current: isCurrent ? 'page' : undefined,
                cssClass: `slds-context-bar__item ${isCurrent ? 'slds-is-active' : ''}`
            };
        });
    }

    async connectedCallback(): Promise<void> {
        this.users = (await loadUsers()).users;
    }

    skip(): void {
        this.dispatchEvent(new CustomEvent('skip'));
    }

    async changeUser(event: CustomEvent<{ value: string }>): Promise<void> {
        await switchUser(event.detail.value);
        globalThis.location.reload();
    }

    async changeApp(event: CustomEvent<{ value: string }>): Promise<void> {
        await chooseApp(event.detail.value);
        globalThis.location.assign('/lightning/page/home');
    }
}
