import ACKNOWLEDGE_LABEL from '@salesforce/label/c.MachineTree_Action_Acknowledge';
import MOVE_LABEL from '@salesforce/label/c.MachineTree_Action_Move';
import NEW_CASE_LABEL from '@salesforce/label/c.MachineTree_Action_New_Case';
import OPEN_LABEL from '@salesforce/label/c.MachineTree_Action_Open';
import OPEN_TAB_LABEL from '@salesforce/label/c.MachineTree_Action_Open_Tab';
import type { MenuItem } from 'c/machineRowMenu';

/** What users can do with a machine of the tree. */
export type MachineAction = 'open' | 'openTab' | 'newCase' | 'acknowledge' | 'move';

const ITEMS: Readonly<Record<MachineAction, Omit<MenuItem, 'name'>>> = {
    open: { label: OPEN_LABEL, iconName: 'utility:open' },
    openTab: { label: OPEN_TAB_LABEL, iconName: 'utility:new_window' },
    newCase: { label: NEW_CASE_LABEL, iconName: 'utility:case' },
    acknowledge: { label: ACKNOWLEDGE_LABEL, iconName: 'utility:check' },
    move: { label: MOVE_LABEL, iconName: 'utility:move' }
};

const ACTIONS = Object.keys(ITEMS) as readonly MachineAction[];

/** Entries of a machine's menu; what the user cannot do with it is left out. */
export function actionItems(canMove: boolean, hasAlarms: boolean): MenuItem[] {
    const possible = ACTIONS.filter((name) => (name === 'move' ? canMove : name !== 'acknowledge' || hasAlarms));
    return possible.map((name) => ({ name, ...ITEMS[name] }));
}

/** The action of a menu entry; undefined for a name that is none. */
export function toAction(name: string): MachineAction | undefined {
    return ACTIONS.find((action) => action === name);
}
