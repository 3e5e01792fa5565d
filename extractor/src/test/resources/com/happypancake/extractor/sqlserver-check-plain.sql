SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
SELECT @@SERVERNAME
SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status WHERE database_id = DB_ID()
SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126) FROM sys.databases WHERE database_id = DB_ID() AND source_database_id IS NOT NULL
SELECT name, 'read-only' FROM sys.databases WHERE database_id = DB_ID() AND (is_in_standby = 1 OR (replica_id IS NOT NULL AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))
SELECT s.name, o.name, c.name FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.indexes i ON i.object_id = o.object_id JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE i.is_primary_key = 1 AND k.key_ordinal > 0 AND s.name IN (N'dbo') ORDER BY s.name, o.name, k.key_ordinal
SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME AND k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME WHERE t.CONSTRAINT_TYPE = 'PRIMARY KEY' AND t.TABLE_SCHEMA IN (N'dbo') ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.ORDINAL_POSITION
SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID(N'sys.columns') AND name IN ('is_masked', 'encryption_type', 'is_hidden') OR object_id = OBJECT_ID(N'sys.security_predicates') AND name = 'predicate_type'
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
SELECT COUNT(*) FROM [dbo].[Cities] WHERE 1 = 0
SELECT SYSUTCDATETIME()
SELECT GETUTCDATE()
SELECT CURRENT_TIMESTAMP
SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126) FROM sys.databases WHERE database_id = DB_ID() AND source_database_id IS NOT NULL
SELECT name, 'read-only' FROM sys.databases WHERE database_id = DB_ID() AND (is_in_standby = 1 OR (replica_id IS NOT NULL AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))
SELECT MIN_ACTIVE_ROWVERSION()
SELECT CHANGE_TRACKING_CURRENT_VERSION()
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Cities]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Cities]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Cities]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Cities]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Interests]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Interests]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Interests]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Interests]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Members]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Members]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Members]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Members]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Albums]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Albums]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Albums]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Albums]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Photos]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Photos]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Photos]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Photos]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[AbuseReports]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[AbuseReports]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[AbuseReports]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[AbuseReports]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Blocks]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Blocks]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Blocks]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Blocks]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Favorites]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Favorites]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Favorites]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Favorites]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Flirts]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Flirts]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Flirts]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Flirts]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[MemberInterests]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[MemberInterests]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[MemberInterests]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[MemberInterests]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Messages]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[Messages]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[Messages]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[Messages]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[PhotoLikes]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[PhotoLikes]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[PhotoLikes]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[PhotoLikes]') AND p.index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[ProfileVisits]') AND index_id IN (0, 1)
SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END, CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 ELSE 0 END FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID(N'[dbo].[ProfileVisits]') ORDER BY ic.key_ordinal
SELECT SUM(used_page_count) * 8192 FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(N'[dbo].[ProfileVisits]') AND index_id IN (0, 1)
SELECT SUM(a.used_pages) * 8192 FROM sys.allocation_units a JOIN sys.partitions p ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END WHERE p.object_id = OBJECT_ID(N'[dbo].[ProfileVisits]') AND p.index_id IN (0, 1)
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1 AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END
SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()
SELECT COUNT(*) FROM sys.dm_exec_requests WHERE blocking_session_id IN (SELECT session_id FROM sys.dm_exec_sessions WHERE program_name = APP_NAME())
