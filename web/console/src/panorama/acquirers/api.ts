import {
  http,
  type Acquirer,
  type Link,
  type LinkHealth,
  type Page,
  type Policy,
} from "@shancheng/api";

export const listAcquirers = () => http.get<Page<Acquirer>>("acquirers", { limit: 200 });
export const readAcquirer = (id: string) => http.get<Acquirer>(`acquirers/${id}`);
export const putPolicy = (id: number, policy: Policy) =>
  http.put<Policy>(`acquirers/${id}/policy`, policy);
export const createLink = (link: Partial<Link>) => http.post<Link>("links", link);
export const changeLink = (id: string, link: Partial<Link>) =>
  http.patch<Link>(`links/${id}`, link);
export const readHealth = (id: string) => http.get<LinkHealth>(`links/${id}/health`);
