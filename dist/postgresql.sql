-- Run as PostgreSQL's administrator: psql -f postgresql.sql
-- The role signs in over the socket as the system user of the same name; across machines give it a password and use TLS.
CREATE ROLE tutela LOGIN;
CREATE DATABASE tutela OWNER tutela ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE tutela FROM PUBLIC;
-- What was answered must survive a power cut; the node sets this for its own connections too, and `tutela doctor` looks.
ALTER DATABASE tutela SET synchronous_commit = 'on';
