SET LOCK_TIMEOUT 60000
SET DEADLOCK_PRIORITY -10
SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 'V' ELSE 'T' END, c.name, COALESCE(b.name, u.name, 'user-defined type'), CASE WHEN COALESCE(b.name, u.name, 'user-defined type') IN ('nchar', 'nvarchar') AND c.max_length > 0 THEN c.max_length / 2 ELSE c.max_length END, c.precision, c.scale, c.is_nullable, CASE WHEN u.name <> b.name THEN u.name END, c.is_identity, c.is_computed, CASE WHEN c.collation_name IS NULL OR COALESCE(b.name, u.name, 'user-defined type') LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 WHEN c.collation_name <> CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 0 END FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id LEFT JOIN sys.types u ON u.user_type_id = c.user_type_id LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY s.name, o.name, c.column_id
SELECT c.TABLE_SCHEMA, c.TABLE_NAME, CASE t.TABLE_TYPE WHEN 'VIEW' THEN 'V' ELSE 'T' END, c.COLUMN_NAME, c.DATA_TYPE, c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION, COALESCE(c.NUMERIC_SCALE, c.DATETIME_PRECISION), CASE c.IS_NULLABLE WHEN 'YES' THEN 1 ELSE 0 END, c.DOMAIN_NAME, 0, 0, NULL FROM INFORMATION_SCHEMA.TABLES t JOIN INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME WHERE t.TABLE_TYPE IN ('BASE TABLE', 'VIEW') AND t.TABLE_SCHEMA IN (N'dbo') AND t.TABLE_NAME IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID(N'sys.columns') AND name IN ('is_masked', 'encryption_type') OR object_id = OBJECT_ID(N'sys.security_predicates') AND name = 'predicate_type'
SELECT * FROM [dbo].[Cities] WHERE 1 = 0
SELECT [CityId], [Name], [Region], [CountryCode], [RowVer] FROM [dbo].[Cities] WHERE 1 = 0
SELECT * FROM [dbo].[Interests] WHERE 1 = 0
SELECT [InterestId], [Name], [RowVer] FROM [dbo].[Interests] WHERE 1 = 0
SELECT * FROM [dbo].[Members] WHERE 1 = 0
SELECT [MemberId], [MemberGuid], [Nickname], [Email], [PasswordHash], [PasswordSalt], [Gender], [Birthday], [CityId], [Headline], [Presentation], [HeightCm], [SeekGender], [SeekAgeFrom], [SeekAgeTo], [Balance], [IsPremium], [RegisteredAt], [RegisteredIp], [ApprovedAt], [ProfileChangedAt], [LastLoginAt], [DeletedAt], [RowVer] FROM [dbo].[Members] WHERE 1 = 0
SELECT * FROM [dbo].[Albums] WHERE 1 = 0
SELECT [AlbumId], [MemberId], [Title], [IsPrivate], [CreatedAt], [RowVer] FROM [dbo].[Albums] WHERE 1 = 0
SELECT * FROM [dbo].[Photos] WHERE 1 = 0
SELECT [PhotoId], [MemberId], [AlbumId], [Url], [Caption], [IsPortrait], [Width], [Height], [UploadedAt], [ApprovedAt], [RejectedAt], [RowVer] FROM [dbo].[Photos] WHERE 1 = 0
SELECT * FROM [dbo].[AbuseReports] WHERE 1 = 0
SELECT [ReportId], [ReporterId], [ReportedMemberId], [Reason], [Text], [CreatedAt], [ResolvedAt], [Resolution], [RowVer] FROM [dbo].[AbuseReports] WHERE 1 = 0
SELECT * FROM [dbo].[Blocks] WHERE 1 = 0
SELECT [BlockId], [MemberId], [BlockedMemberId], [CreatedAt], [RemovedAt], [RowVer] FROM [dbo].[Blocks] WHERE 1 = 0
SELECT * FROM [dbo].[Favorites] WHERE 1 = 0
SELECT [MemberId], [FavoriteMemberId], [CreatedAt], [RowVer] FROM [dbo].[Favorites] WHERE 1 = 0
SELECT * FROM [dbo].[Flirts] WHERE 1 = 0
SELECT [FlirtId], [FromMemberId], [ToMemberId], [FlirtType], [SentAt], [ReadAt], [RowVer] FROM [dbo].[Flirts] WHERE 1 = 0
SELECT * FROM [dbo].[MemberInterests] WHERE 1 = 0
SELECT [MemberId], [InterestId], [AddedAt], [RowVer] FROM [dbo].[MemberInterests] WHERE 1 = 0
SELECT * FROM [dbo].[Messages] WHERE 1 = 0
SELECT [MessageId], [FromMemberId], [ToMemberId], [Subject], [Body], [SentAt], [ReadAt], [DeletedBySender], [DeletedByRecipient], [RowVer] FROM [dbo].[Messages] WHERE 1 = 0
SELECT * FROM [dbo].[PhotoLikes] WHERE 1 = 0
SELECT [PhotoId], [MemberId], [LikedAt], [RowVer] FROM [dbo].[PhotoLikes] WHERE 1 = 0
SELECT * FROM [dbo].[ProfileVisits] WHERE 1 = 0
SELECT [VisitorId], [VisitedId], [VisitedAt] FROM [dbo].[ProfileVisits] WHERE 1 = 0
SELECT 1 FROM [dbo].[Cities] WHERE 1 = 0 OPTION (MAXDOP 1)
SELECT COUNT_BIG(*) FROM [dbo].[Cities] WHERE 1 = 0
SELECT COUNT(*) FROM [dbo].[Cities] WHERE 1 = 0
SELECT DB_NAME(source_database_id), CONVERT(varchar(23), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), create_date), 126) FROM sys.databases WHERE name = DB_NAME() AND source_database_id IS NOT NULL
SELECT name, 'read-only' FROM sys.databases WHERE name = DB_NAME() AND (is_in_standby = 1 OR (replica_id IS NOT NULL AND DATABASEPROPERTYEX(name, 'Updateability') = 'READ_ONLY'))
SELECT @@SERVERNAME
SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status WHERE database_id = DB_ID()
SELECT name FROM sys.databases WHERE source_database_id = DB_ID() AND LEFT(name, 12) = N'hpc_extract_' ORDER BY name
SELECT SYSUTCDATETIME()
SELECT GETUTCDATE()
SELECT CURRENT_TIMESTAMP
SELECT MIN_ACTIVE_ROWVERSION()
SELECT CHANGE_TRACKING_CURRENT_VERSION()
SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') = 1 AND SERVERPROPERTY('EngineEdition') NOT IN (5, 6, 8, 11) THEN 1 ELSE 0 END
SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()
SELECT @@SPID
SELECT [PhotoId], [MemberId] FROM [dbo].[PhotoLikes] ORDER BY [PhotoId], [MemberId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [PhotoId], [MemberId], [LikedAt], [RowVer] FROM [dbo].[PhotoLikes] ORDER BY [PhotoId], [MemberId]
SELECT [ReportId] FROM [dbo].[AbuseReports] ORDER BY [ReportId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [ReportId], [ReporterId], [ReportedMemberId], [Reason], [Text], [CreatedAt], [ResolvedAt], [Resolution], [RowVer] FROM [dbo].[AbuseReports] ORDER BY [ReportId]
SELECT [BlockId] FROM [dbo].[Blocks] ORDER BY [BlockId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [BlockId], [MemberId], [BlockedMemberId], [CreatedAt], [RemovedAt], [RowVer] FROM [dbo].[Blocks] ORDER BY [BlockId]
SELECT [MemberId], [FavoriteMemberId] FROM [dbo].[Favorites] ORDER BY [MemberId], [FavoriteMemberId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [MemberId], [FavoriteMemberId], [CreatedAt], [RowVer] FROM [dbo].[Favorites] ORDER BY [MemberId], [FavoriteMemberId]
SELECT [FlirtId] FROM [dbo].[Flirts] ORDER BY [FlirtId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [FlirtId], [FromMemberId], [ToMemberId], [FlirtType], [SentAt], [ReadAt], [RowVer] FROM [dbo].[Flirts] ORDER BY [FlirtId]
SELECT [MemberId], [InterestId] FROM [dbo].[MemberInterests] ORDER BY [MemberId], [InterestId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [MemberId], [InterestId], [AddedAt], [RowVer] FROM [dbo].[MemberInterests] ORDER BY [MemberId], [InterestId]
SELECT [MessageId] FROM [dbo].[Messages] ORDER BY [MessageId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [MessageId], [FromMemberId], [ToMemberId], [Subject], [Body], [SentAt], [ReadAt], [DeletedBySender], [DeletedByRecipient], [RowVer] FROM [dbo].[Messages] ORDER BY [MessageId]
SELECT [VisitorId], [VisitedId], [VisitedAt] FROM [dbo].[ProfileVisits] ORDER BY [VisitorId], [VisitedId], [VisitedAt] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [VisitorId], [VisitedId], [VisitedAt] FROM [dbo].[ProfileVisits] ORDER BY [VisitorId], [VisitedId], [VisitedAt]
SELECT [PhotoId] FROM [dbo].[Photos] ORDER BY [PhotoId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [PhotoId], [MemberId], [AlbumId], [Url], [Caption], [IsPortrait], [Width], [Height], [UploadedAt], [ApprovedAt], [RejectedAt], [RowVer] FROM [dbo].[Photos] ORDER BY [PhotoId]
SELECT [InterestId] FROM [dbo].[Interests] ORDER BY [InterestId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [InterestId], [Name], [RowVer] FROM [dbo].[Interests] ORDER BY [InterestId]
SELECT [AlbumId] FROM [dbo].[Albums] ORDER BY [AlbumId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [AlbumId], [MemberId], [Title], [IsPrivate], [CreatedAt], [RowVer] FROM [dbo].[Albums] ORDER BY [AlbumId]
SELECT [MemberId] FROM [dbo].[Members] ORDER BY [MemberId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [MemberId], [MemberGuid], [Nickname], [Email], [PasswordHash], [PasswordSalt], [Gender], [Birthday], [CityId], [Headline], [Presentation], [HeightCm], [SeekGender], [SeekAgeFrom], [SeekAgeTo], [Balance], [IsPremium], [RegisteredAt], [RegisteredIp], [ApprovedAt], [ProfileChangedAt], [LastLoginAt], [DeletedAt], [RowVer] FROM [dbo].[Members] ORDER BY [MemberId]
SELECT [CityId] FROM [dbo].[Cities] ORDER BY [CityId] OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT [CityId], [Name], [Region], [CountryCode], [RowVer] FROM [dbo].[Cities] ORDER BY [CityId]
SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 'V' ELSE 'T' END, c.name, COALESCE(b.name, u.name, 'user-defined type'), CASE WHEN COALESCE(b.name, u.name, 'user-defined type') IN ('nchar', 'nvarchar') AND c.max_length > 0 THEN c.max_length / 2 ELSE c.max_length END, c.precision, c.scale, c.is_nullable, CASE WHEN u.name <> b.name THEN u.name END, c.is_identity, c.is_computed, CASE WHEN c.collation_name IS NULL OR COALESCE(b.name, u.name, 'user-defined type') LIKE 'n%' OR c.collation_name = CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 1 WHEN c.collation_name <> CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) THEN 0 END FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id JOIN sys.columns c ON c.object_id = o.object_id LEFT JOIN sys.types u ON u.user_type_id = c.user_type_id LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND s.name IN (N'dbo') AND o.name IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY s.name, o.name, c.column_id
SELECT c.TABLE_SCHEMA, c.TABLE_NAME, CASE t.TABLE_TYPE WHEN 'VIEW' THEN 'V' ELSE 'T' END, c.COLUMN_NAME, c.DATA_TYPE, c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION, COALESCE(c.NUMERIC_SCALE, c.DATETIME_PRECISION), CASE c.IS_NULLABLE WHEN 'YES' THEN 1 ELSE 0 END, c.DOMAIN_NAME, 0, 0, NULL FROM INFORMATION_SCHEMA.TABLES t JOIN INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME WHERE t.TABLE_TYPE IN ('BASE TABLE', 'VIEW') AND t.TABLE_SCHEMA IN (N'dbo') AND t.TABLE_NAME IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID(N'sys.columns') AND name IN ('is_masked', 'encryption_type') OR object_id = OBJECT_ID(N'sys.security_predicates') AND name = 'predicate_type'
SELECT * FROM [dbo].[Cities] WHERE 1 = 0
SELECT [CityId], [Name], [Region], [CountryCode], [RowVer] FROM [dbo].[Cities] WHERE 1 = 0
SELECT * FROM [dbo].[Interests] WHERE 1 = 0
SELECT [InterestId], [Name], [RowVer] FROM [dbo].[Interests] WHERE 1 = 0
SELECT * FROM [dbo].[Members] WHERE 1 = 0
SELECT [MemberId], [MemberGuid], [Nickname], [Email], [PasswordHash], [PasswordSalt], [Gender], [Birthday], [CityId], [Headline], [Presentation], [HeightCm], [SeekGender], [SeekAgeFrom], [SeekAgeTo], [Balance], [IsPremium], [RegisteredAt], [RegisteredIp], [ApprovedAt], [ProfileChangedAt], [LastLoginAt], [DeletedAt], [RowVer] FROM [dbo].[Members] WHERE 1 = 0
SELECT * FROM [dbo].[Albums] WHERE 1 = 0
SELECT [AlbumId], [MemberId], [Title], [IsPrivate], [CreatedAt], [RowVer] FROM [dbo].[Albums] WHERE 1 = 0
SELECT * FROM [dbo].[Photos] WHERE 1 = 0
SELECT [PhotoId], [MemberId], [AlbumId], [Url], [Caption], [IsPortrait], [Width], [Height], [UploadedAt], [ApprovedAt], [RejectedAt], [RowVer] FROM [dbo].[Photos] WHERE 1 = 0
SELECT * FROM [dbo].[AbuseReports] WHERE 1 = 0
SELECT [ReportId], [ReporterId], [ReportedMemberId], [Reason], [Text], [CreatedAt], [ResolvedAt], [Resolution], [RowVer] FROM [dbo].[AbuseReports] WHERE 1 = 0
SELECT * FROM [dbo].[Blocks] WHERE 1 = 0
SELECT [BlockId], [MemberId], [BlockedMemberId], [CreatedAt], [RemovedAt], [RowVer] FROM [dbo].[Blocks] WHERE 1 = 0
SELECT * FROM [dbo].[Favorites] WHERE 1 = 0
SELECT [MemberId], [FavoriteMemberId], [CreatedAt], [RowVer] FROM [dbo].[Favorites] WHERE 1 = 0
SELECT * FROM [dbo].[Flirts] WHERE 1 = 0
SELECT [FlirtId], [FromMemberId], [ToMemberId], [FlirtType], [SentAt], [ReadAt], [RowVer] FROM [dbo].[Flirts] WHERE 1 = 0
SELECT * FROM [dbo].[MemberInterests] WHERE 1 = 0
SELECT [MemberId], [InterestId], [AddedAt], [RowVer] FROM [dbo].[MemberInterests] WHERE 1 = 0
SELECT * FROM [dbo].[Messages] WHERE 1 = 0
SELECT [MessageId], [FromMemberId], [ToMemberId], [Subject], [Body], [SentAt], [ReadAt], [DeletedBySender], [DeletedByRecipient], [RowVer] FROM [dbo].[Messages] WHERE 1 = 0
SELECT * FROM [dbo].[PhotoLikes] WHERE 1 = 0
SELECT [PhotoId], [MemberId], [LikedAt], [RowVer] FROM [dbo].[PhotoLikes] WHERE 1 = 0
SELECT * FROM [dbo].[ProfileVisits] WHERE 1 = 0
SELECT [VisitorId], [VisitedId], [VisitedAt] FROM [dbo].[ProfileVisits] WHERE 1 = 0
