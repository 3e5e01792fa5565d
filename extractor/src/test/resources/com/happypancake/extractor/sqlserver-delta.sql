SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 'V' ELSE 'T' END, c.name, COALESCE(b.name, u.name, 'user-defined type'), CASE WHEN COALESCE(b.name, u.name, 'user-defined type') IN ('nchar', 'nvarchar') AND c.max_length > 0 THEN c.max_length / 2 ELSE c.max_length END, c.precision, c.scale, c.is_nullable, CASE WHEN u.name <> b.name THEN u.name END, c.is_identity, c.is_computed, CASE WHEN c.collation_name IS NULL OR COALESCE(b.name, u.name, 'user-defined type') LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 WHEN c.collation_name <> CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 0 END FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id LEFT JOIN sys.types u ON u.user_type_id = c.user_type_id LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Visits') ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, c.name, i.is_primary_key, CASE WHEN i.type = 1 THEN 1 ELSE 0 END, k.is_descending_key FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.indexes i ON i.object_id = o.object_id JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE (i.is_primary_key = 1 OR i.type = 1) AND i.is_hypothetical = 0 AND k.key_ordinal > 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Visits') ORDER BY s.name, o.name, i.index_id, k.key_ordinal
SELECT s.name, o.name, c.name FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Visits') AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'SELECT', c.name, 'COLUMN'), 0) = 0 ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, SUM(p.rows) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.partitions p ON p.object_id = o.object_id WHERE p.index_id IN (0, 1) AND o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Visits') GROUP BY s.name, o.name
SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID(N'sys.columns') AND name IN ('is_masked', 'encryption_type') OR object_id = OBJECT_ID(N'sys.security_predicates') AND name = 'predicate_type'
SELECT s.name, o.name, c.name, CASE WHEN c.is_masked = 1 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UNMASK'), 0) = 0 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'UNMASK', c.name, 'COLUMN'), 0) = 0 THEN 1 ELSE 0 END, CASE WHEN c.encryption_type IS NOT NULL THEN 1 ELSE 0 END, CASE WHEN c.is_column_set = 1 THEN 1 ELSE 0 END FROM sys.columns c JOIN sys.objects o ON o.object_id = c.object_id JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type IN ('U', 'V') AND (c.is_column_set = 1 OR c.is_masked = 1 OR c.encryption_type IS NOT NULL) ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, MIN(n.name) FROM sys.security_predicates p JOIN sys.security_policies n ON n.object_id = p.object_id JOIN sys.objects o ON o.object_id = p.target_object_id JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE p.predicate_type = 0 AND n.is_enabled = 1 GROUP BY s.name, o.name ORDER BY s.name, o.name
SELECT CASE WHEN HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'ALTER ANY SECURITY POLICY') = 1 OR HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DEFINITION') = 1 THEN 1 ELSE 0 END
SELECT 1 FROM [dbo].[Numbers] WHERE 1 = 0 OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Numbers] WHERE 1 = 0
SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126) FROM sys.databases WHERE name = DB_NAME() AND source_database_id IS NOT NULL
SELECT name, 'read-only' FROM sys.databases WHERE name = DB_NAME() AND (is_in_standby = 1 OR (replica_id IS NOT NULL AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))
SELECT @@SERVERNAME
SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status WHERE database_id = DB_ID()
SELECT name FROM sys.databases WHERE source_database_id = DB_ID() AND LEFT(name, 12) = N'hpc_extract_' ORDER BY name
SELECT SYSUTCDATETIME()
SELECT MIN_ACTIVE_ROWVERSION()
SELECT CHANGE_TRACKING_CURRENT_VERSION()
SELECT s.name, o.name, CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type = 'U' AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Visits') AND CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) IS NOT NULL
SELECT s.name, o.name, CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type = 'U' AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Visits') AND CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) IS NOT NULL
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1 AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END
SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()
SELECT s.name, t.name FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE t.is_memory_optimized = 1
SELECT @@SPID
set transaction isolation level  snapshot 
set implicit_transactions on 
SELECT TOP (1) 1 FROM [dbo].[Numbers]
SELECT [Id], [Text], [RowVer] FROM [dbo].[Numbers] WHERE [RowVer] >= 0x000000000000001f AND [RowVer] < 0x0000000000000021 ORDER BY [Id] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*), COUNT_BIG(CASE WHEN [RowVer] >= 0x000000000000001f AND [RowVer] < 0x0000000000000021 THEN 1 END), COUNT_BIG(CASE WHEN [RowVer] >= 0x0000000000000021 THEN 1 END) FROM [dbo].[Numbers] OPTION (MAXDOP 1)
SELECT ct.[Id] FROM CHANGETABLE(CHANGES [dbo].[Numbers], 42) AS ct WHERE ct.SYS_CHANGE_OPERATION = 'D' OPTION (MAXDOP 1)
SELECT s.name, o.name, CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type = 'U' AND s.name IN (N'dbo') AND o.name IN (N'Numbers') AND CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) IS NOT NULL
SELECT [A], [At] FROM [dbo].[Visits] WHERE [At] >= CAST('2014-03-01T10:29:00.000' AS datetime) ORDER BY [A], [At] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*), COUNT_BIG(CASE WHEN [At] >= CAST('2014-03-01T10:29:00.000' AS datetime) THEN 1 END), COUNT_BIG(CASE WHEN 1 = 0 THEN 1 END) FROM [dbo].[Visits] OPTION (MAXDOP 1)
SELECT ct.[A], ct.[At] FROM CHANGETABLE(CHANGES [dbo].[Visits], 42) AS ct WHERE ct.SYS_CHANGE_OPERATION = 'D' OPTION (MAXDOP 1)
SELECT s.name, o.name, CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type = 'U' AND s.name IN (N'dbo') AND o.name IN (N'Visits') AND CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) IS NOT NULL
IF @@TRANCOUNT > 0 ROLLBACK TRAN
