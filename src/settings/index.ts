export { changeSchool, firstRun, newSetUpCode, settleSetUp, setUpPending } from './first-run.ts';
export { changeSettings, prepareSettings, readSettings, settingShapes, type SettingKey, type Settings } from './settings.ts';
