SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 'V' ELSE 'T' END, c.name, COALESCE(b.name, u.name, 'user-defined type'), CASE WHEN COALESCE(b.name, u.name, 'user-defined type') IN ('nchar', 'nvarchar') AND c.max_length > 0 THEN c.max_length / 2 ELSE c.max_length END, c.precision, c.scale, c.is_nullable, CASE WHEN u.name <> b.name THEN u.name END, c.is_identity, c.is_computed, CASE WHEN c.collation_name IS NULL OR COALESCE(b.name, u.name, 'user-defined type') LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 WHEN c.collation_name <> CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 0 END FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id LEFT JOIN sys.types u ON u.user_type_id = c.user_type_id LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, c.name, i.is_primary_key, CASE WHEN i.type = 1 THEN 1 ELSE 0 END, k.is_descending_key FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.indexes i ON i.object_id = o.object_id JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE (i.is_primary_key = 1 OR i.type = 1) AND i.is_hypothetical = 0 AND k.key_ordinal > 0 AND s.name IN (N'dbo') AND o.name IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY s.name, o.name, i.index_id, k.key_ordinal
SELECT s.name, o.name, c.name FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'SELECT', c.name, 'COLUMN'), 0) = 0 ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, SUM(p.rows) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.partitions p ON p.object_id = o.object_id WHERE p.index_id IN (0, 1) AND o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') GROUP BY s.name, o.name
SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID(N'sys.columns') AND name IN ('is_masked', 'encryption_type') OR object_id = OBJECT_ID(N'sys.security_predicates') AND name = 'predicate_type'
SELECT s.name, o.name, c.name, CASE WHEN c.is_masked = 1 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UNMASK'), 0) = 0 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'UNMASK', c.name, 'COLUMN'), 0) = 0 THEN 1 ELSE 0 END, CASE WHEN c.encryption_type IS NOT NULL THEN 1 ELSE 0 END, CASE WHEN c.is_column_set = 1 THEN 1 ELSE 0 END FROM sys.columns c JOIN sys.objects o ON o.object_id = c.object_id JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type IN ('U', 'V') AND (c.is_column_set = 1 OR c.is_masked = 1 OR c.encryption_type IS NOT NULL) ORDER BY s.name, o.name, c.column_id
SELECT s.name, o.name, MIN(n.name) FROM sys.security_predicates p JOIN sys.security_policies n ON n.object_id = p.object_id JOIN sys.objects o ON o.object_id = p.target_object_id JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE p.predicate_type = 0 AND n.is_enabled = 1 GROUP BY s.name, o.name ORDER BY s.name, o.name
SELECT CASE WHEN HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'ALTER ANY SECURITY POLICY') = 1 OR HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DEFINITION') = 1 THEN 1 ELSE 0 END
SELECT 1 FROM [dbo].[Cities] WHERE 1 = 0 OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Cities] WHERE 1 = 0
SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126) FROM sys.databases WHERE name = DB_NAME() AND source_database_id IS NOT NULL
SELECT name, 'read-only' FROM sys.databases WHERE name = DB_NAME() AND (is_in_standby = 1 OR (replica_id IS NOT NULL AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))
SELECT @@SERVERNAME
SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status WHERE database_id = DB_ID()
SELECT name FROM sys.databases WHERE source_database_id = DB_ID() AND LEFT(name, 12) = N'hpc_extract_' ORDER BY name
SELECT SYSUTCDATETIME()
SELECT MIN_ACTIVE_ROWVERSION()
SELECT CHANGE_TRACKING_CURRENT_VERSION()
SELECT s.name, o.name, CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type = 'U' AND s.name IN (N'dbo') AND o.name IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') AND CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) IS NOT NULL
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1 AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END
SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()
SELECT s.name, t.name FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE t.is_memory_optimized = 1
SELECT @@SPID
set transaction isolation level  snapshot 
set implicit_transactions on 
SELECT TOP (1) 1 FROM [dbo].[Cities]
SELECT [PhotoId], [MemberId], [LikedAt], [RowVer] FROM [dbo].[PhotoLikes] ORDER BY [PhotoId], [MemberId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[PhotoLikes] OPTION (MAXDOP 1)
SELECT [ReportId], [ReporterId], [ReportedMemberId], [Reason], [Text], [CreatedAt], [ResolvedAt], [Resolution], [RowVer] FROM [dbo].[AbuseReports] ORDER BY [ReportId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[AbuseReports] OPTION (MAXDOP 1)
SELECT [BlockId], [MemberId], [BlockedMemberId], [CreatedAt], [RemovedAt], [RowVer] FROM [dbo].[Blocks] ORDER BY [BlockId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Blocks] OPTION (MAXDOP 1)
SELECT [MemberId], [FavoriteMemberId], [CreatedAt], [RowVer] FROM [dbo].[Favorites] ORDER BY [MemberId], [FavoriteMemberId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Favorites] OPTION (MAXDOP 1)
SELECT [FlirtId], [FromMemberId], [ToMemberId], [FlirtType], [SentAt], [ReadAt], [RowVer] FROM [dbo].[Flirts] ORDER BY [FlirtId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Flirts] OPTION (MAXDOP 1)
SELECT [MemberId], [InterestId], [AddedAt], [RowVer] FROM [dbo].[MemberInterests] ORDER BY [MemberId], [InterestId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[MemberInterests] OPTION (MAXDOP 1)
SELECT [MessageId], [FromMemberId], [ToMemberId], [Subject], [Body], [SentAt], [ReadAt], [DeletedBySender], [DeletedByRecipient], [RowVer] FROM [dbo].[Messages] ORDER BY [MessageId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Messages] OPTION (MAXDOP 1)
SELECT [VisitorId], [VisitedId], [VisitedAt] FROM [dbo].[ProfileVisits] ORDER BY [VisitorId], [VisitedId], [VisitedAt] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[ProfileVisits] OPTION (MAXDOP 1)
SELECT [PhotoId], [MemberId], [AlbumId], [Url], [Caption], [IsPortrait], [Width], [Height], [UploadedAt], [ApprovedAt], [RejectedAt], [RowVer] FROM [dbo].[Photos] ORDER BY [PhotoId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Photos] OPTION (MAXDOP 1)
SELECT [InterestId], [Name], [RowVer] FROM [dbo].[Interests] ORDER BY [InterestId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Interests] OPTION (MAXDOP 1)
SELECT [AlbumId], [MemberId], [Title], [IsPrivate], [CreatedAt], [RowVer] FROM [dbo].[Albums] ORDER BY [AlbumId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Albums] OPTION (MAXDOP 1)
SELECT [MemberId], [MemberGuid], [Nickname], [Email], [PasswordHash], [PasswordSalt], [Gender], [Birthday], [CityId], [Headline], [Presentation], [HeightCm], [SeekGender], [SeekAgeFrom], [SeekAgeTo], [Balance], [IsPremium], [RegisteredAt], [RegisteredIp], [ApprovedAt], [ProfileChangedAt], [LastLoginAt], [DeletedAt], [RowVer] FROM [dbo].[Members] ORDER BY [MemberId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Members] OPTION (MAXDOP 1)
SELECT [CityId], [Name], [Region], [CountryCode], [RowVer] FROM [dbo].[Cities] ORDER BY [CityId] OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Cities] OPTION (MAXDOP 1)
IF @@TRANCOUNT > 0 ROLLBACK TRAN
