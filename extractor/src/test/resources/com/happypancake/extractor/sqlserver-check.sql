SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
SELECT @@SERVERNAME
SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status WHERE database_id = DB_ID()
SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126) FROM sys.databases WHERE database_id = DB_ID() AND source_database_id IS NOT NULL
SELECT name, 'read-only' FROM sys.databases WHERE database_id = DB_ID() AND (is_in_standby = 1 OR (replica_id IS NOT NULL AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))
SELECT s.name, o.name, c.name FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.indexes i ON i.object_id = o.object_id JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE i.is_primary_key = 1 AND k.key_ordinal > 0 AND s.name IN (N'dbo') ORDER BY s.name, o.name, k.key_ordinal
SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME AND k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME WHERE t.CONSTRAINT_TYPE = 'PRIMARY KEY' AND t.TABLE_SCHEMA IN (N'dbo') ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.ORDINAL_POSITION
SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID(N'sys.columns') AND name IN ('is_masked', 'encryption_type', 'is_hidden') OR object_id = OBJECT_ID(N'sys.security_predicates') AND name = 'predicate_type'
SELECT s.name, o.name, c.name, CASE WHEN c.is_masked = 1 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UNMASK'), 0) = 0 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'UNMASK', c.name, 'COLUMN'), 0) = 0 THEN 1 ELSE 0 END, CASE WHEN c.encryption_type IS NOT NULL THEN 1 ELSE 0 END, CASE WHEN c.is_hidden = 1 OR c.is_sparse = 1 AND EXISTS (SELECT 1 FROM sys.columns k WHERE k.object_id = c.object_id AND k.is_column_set = 1) THEN 1 ELSE 0 END, CASE WHEN c.is_column_set = 1 THEN 1 ELSE 0 END FROM sys.columns c JOIN sys.objects o ON o.object_id = c.object_id JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type IN ('U', 'V') AND (c.is_sparse = 1 OR c.is_column_set = 1 OR c.is_masked = 1 OR c.encryption_type IS NOT NULL OR c.is_hidden = 1) ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, MIN(n.name) FROM sys.security_predicates p JOIN sys.security_policies n ON n.object_id = p.object_id JOIN sys.objects o ON o.object_id = p.target_object_id JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE p.predicate_type = 0 AND n.is_enabled = 1 GROUP BY s.name, o.name ORDER BY s.name, o.name
SELECT CASE WHEN HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'ALTER ANY SECURITY POLICY') = 1 OR HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DEFINITION') = 1 THEN 1 ELSE 0 END
SELECT * FROM [dbo].[Cities] WHERE 1 = 0
SELECT * FROM [dbo].[Interests] WHERE 1 = 0
SELECT * FROM [dbo].[Members] WHERE 1 = 0
SELECT * FROM [dbo].[Albums] WHERE 1 = 0
SELECT * FROM [dbo].[Photos] WHERE 1 = 0
SELECT * FROM [dbo].[AbuseReports] WHERE 1 = 0
SELECT * FROM [dbo].[Blocks] WHERE 1 = 0
SELECT * FROM [dbo].[Favorites] WHERE 1 = 0
SELECT * FROM [dbo].[Flirts] WHERE 1 = 0
SELECT * FROM [dbo].[MemberInterests] WHERE 1 = 0
SELECT * FROM [dbo].[Messages] WHERE 1 = 0
SELECT * FROM [dbo].[PhotoLikes] WHERE 1 = 0
SELECT * FROM [dbo].[ProfileVisits] WHERE 1 = 0
SELECT 1 FROM [dbo].[Cities] WHERE 1 = 0 OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Cities] WHERE 1 = 0
SELECT SYSUTCDATETIME()
SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126) FROM sys.databases WHERE database_id = DB_ID() AND source_database_id IS NOT NULL
SELECT name, 'read-only' FROM sys.databases WHERE database_id = DB_ID() AND (is_in_standby = 1 OR (replica_id IS NOT NULL AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))
SELECT MIN_ACTIVE_ROWVERSION()
SELECT CHANGE_TRACKING_CURRENT_VERSION()
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Cities]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Interests]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Members]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Albums]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Photos]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[AbuseReports]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Blocks]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Favorites]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Flirts]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[MemberInterests]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[Messages]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[PhotoLikes]'))
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N'[dbo].[ProfileVisits]'))
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Cities]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Cities]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Interests]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Interests]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Members]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Members]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Albums]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Albums]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Photos]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Photos]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[AbuseReports]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[AbuseReports]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Blocks]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Blocks]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Favorites]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Favorites]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Flirts]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Flirts]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[MemberInterests]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[MemberInterests]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Messages]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Messages]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[PhotoLikes]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[PhotoLikes]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[ProfileVisits]') AND index_id IN (0, 1)
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[ProfileVisits]') AND index_id IN (0, 1)
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1 AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END
SELECT name, physical_name FROM sys.database_files WHERE type = 0 ORDER BY file_id
SELECT COUNT(*) FROM sys.filegroups WHERE type = 'FX'
SELECT s.name, t.name FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE EXISTS (SELECT 1 FROM sys.columns c WHERE c.object_id = t.object_id AND c.is_filestream = 1)
SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()
SELECT s.name, t.name FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE t.is_memory_optimized = 1
SELECT COUNT(*) FROM sys.dm_exec_requests WHERE blocking_session_id IN (SELECT session_id FROM sys.dm_exec_sessions WHERE program_name = APP_NAME())
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') = 1 OR HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER PERFORMANCE STATE') = 1 THEN 1 ELSE 0 END
