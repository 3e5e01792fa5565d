SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 'V' ELSE 'T' END, c.name, COALESCE(b.name, u.name, 'user-defined type'), CASE WHEN COALESCE(b.name, u.name, 'user-defined type') IN ('nchar', 'nvarchar') AND c.max_length > 0 THEN c.max_length / 2 ELSE c.max_length END, c.precision, c.scale, c.is_nullable, CASE WHEN u.name <> b.name THEN u.name END, c.is_identity, c.is_computed, CASE WHEN c.collation_name IS NULL OR COALESCE(b.name, u.name, 'user-defined type') LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 WHEN c.collation_name <> CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 0 END FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id LEFT JOIN sys.types u ON u.user_type_id = c.user_type_id LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Pairs') ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, c.name, i.is_primary_key, CASE WHEN i.type = 1 THEN 1 ELSE 0 END, k.is_descending_key FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.indexes i ON i.object_id = o.object_id JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE (i.is_primary_key = 1 OR i.type = 1) AND i.is_hypothetical = 0 AND k.key_ordinal > 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Pairs') ORDER BY s.name, o.name, i.index_id, k.key_ordinal
SELECT s.name, o.name, c.name FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Pairs') AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'SELECT', c.name, 'COLUMN'), 0) = 0 ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, SUM(p.rows) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.partitions p ON p.object_id = o.object_id WHERE p.index_id IN (0, 1) AND o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Pairs') GROUP BY s.name, o.name
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
SELECT s.name, o.name, CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type = 'U' AND s.name IN (N'dbo') AND o.name IN (N'Numbers', N'Pairs') AND CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) IS NOT NULL
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1 AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END
SELECT COUNT(*) FROM sys.filegroups WHERE type = 'FX'
SELECT s.name, t.name FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE EXISTS (SELECT 1 FROM sys.columns c WHERE c.object_id = t.object_id AND c.is_filestream = 1)
SELECT name, physical_name FROM sys.database_files WHERE type = 0 ORDER BY file_id
CREATE DATABASE [hpc_extract_HappyPancake_<token>] ON (NAME = [hpc], FILENAME = N'D:\data\O''Hara.mdf.hpc_extract_HappyPancake_<token>.ss'), (NAME = [hpc 2]]], FILENAME = N'E:\data\hpc2.ndf.hpc_extract_HappyPancake_<token>.ss') AS SNAPSHOT OF [HappyPancake]
SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
USE [hpc_extract_HappyPancake_<token>]
SELECT @@SPID
SELECT [Id] FROM [dbo].[Numbers] TABLESAMPLE SYSTEM (100.000000 PERCENT) REPEATABLE (1) ORDER BY [Id] OPTION (MAXDOP 1)
SELECT [Id], [Text], [RowVer] FROM [dbo].[Numbers] WHERE [Id] < CAST(19 AS int) ORDER BY [Id] OPTION (MAXDOP 1)
SELECT [Id], [Text], [RowVer] FROM [dbo].[Numbers] WHERE [Id] >= CAST(19 AS int) AND [Id] < CAST(39 AS int) ORDER BY [Id] OPTION (MAXDOP 1)
SELECT [Id], [Text], [RowVer] FROM [dbo].[Numbers] WHERE [Id] >= CAST(39 AS int) AND [Id] < CAST(59 AS int) ORDER BY [Id] OPTION (MAXDOP 1)
SELECT [Id], [Text], [RowVer] FROM [dbo].[Numbers] WHERE [Id] >= CAST(59 AS int) AND [Id] < CAST(79 AS int) ORDER BY [Id] OPTION (MAXDOP 1)
SELECT [Id], [Text], [RowVer] FROM [dbo].[Numbers] WHERE [Id] >= CAST(79 AS int) ORDER BY [Id] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Numbers] OPTION (MAXDOP 1)
SELECT [A], [B] FROM [dbo].[Pairs] TABLESAMPLE SYSTEM (100.000000 PERCENT) REPEATABLE (1) ORDER BY [A], [B] OPTION (MAXDOP 1)
SELECT [A], [B], [Text], [RowVer] FROM [dbo].[Pairs] WHERE [A] <= CAST(0 AS int) AND ([A] < CAST(0 AS int) OR ([A] = CAST(0 AS int) AND [B] < CAST(95 AS int))) ORDER BY [A], [B] OPTION (MAXDOP 1)
SELECT [A], [B], [Text], [RowVer] FROM [dbo].[Pairs] WHERE [A] >= CAST(0 AS int) AND ([A] > CAST(0 AS int) OR ([A] = CAST(0 AS int) AND [B] >= CAST(95 AS int))) AND [A] <= CAST(1 AS int) AND ([A] < CAST(1 AS int) OR ([A] = CAST(1 AS int) AND [B] < CAST(96 AS int))) ORDER BY [A], [B] OPTION (MAXDOP 1)
SELECT [A], [B], [Text], [RowVer] FROM [dbo].[Pairs] WHERE [A] >= CAST(1 AS int) AND ([A] > CAST(1 AS int) OR ([A] = CAST(1 AS int) AND [B] >= CAST(96 AS int))) AND [A] <= CAST(2 AS int) AND ([A] < CAST(2 AS int) OR ([A] = CAST(2 AS int) AND [B] < CAST(97 AS int))) ORDER BY [A], [B] OPTION (MAXDOP 1)
SELECT [A], [B], [Text], [RowVer] FROM [dbo].[Pairs] WHERE [A] >= CAST(2 AS int) AND ([A] > CAST(2 AS int) OR ([A] = CAST(2 AS int) AND [B] >= CAST(97 AS int))) AND [A] <= CAST(3 AS int) AND ([A] < CAST(3 AS int) OR ([A] = CAST(3 AS int) AND [B] < CAST(98 AS int))) ORDER BY [A], [B] OPTION (MAXDOP 1)
SELECT [A], [B], [Text], [RowVer] FROM [dbo].[Pairs] WHERE [A] >= CAST(3 AS int) AND ([A] > CAST(3 AS int) OR ([A] = CAST(3 AS int) AND [B] >= CAST(98 AS int))) ORDER BY [A], [B] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Pairs] OPTION (MAXDOP 1)
SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
SELECT name FROM sys.databases WHERE source_database_id = DB_ID() AND LEFT(name, 12) = N'hpc_extract_' ORDER BY name
DROP DATABASE [hpc_extract_HappyPancake_<token>]
