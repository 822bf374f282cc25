export { default } from '../acting-layout';
