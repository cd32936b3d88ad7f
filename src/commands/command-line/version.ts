export { VERSION } from '../../flows/version.ts';
