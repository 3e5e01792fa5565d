SET LOCK_TIMEOUT 60000
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
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Cities]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Interests]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Members]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Albums]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Photos]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[AbuseReports]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Blocks]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Favorites]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Flirts]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[MemberInterests]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[Messages]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[PhotoLikes]') AND index_id IN (0, 1)
SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(N'[dbo].[ProfileVisits]') AND index_id IN (0, 1)
SELECT @@SERVERNAME
SELECT CAST(recovery_fork_guid AS char(36)) FROM sys.database_recovery_status WHERE database_id = DB_ID()
SELECT SYSUTCDATETIME()
SELECT GETUTCDATE()
SELECT CURRENT_TIMESTAMP
SELECT MIN_ACTIVE_ROWVERSION()
SELECT CHANGE_TRACKING_CURRENT_VERSION()
SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()
SELECT [PhotoId], [MemberId], [LikedAt], [RowVer] FROM [dbo].[PhotoLikes] ORDER BY [PhotoId], [MemberId]
SELECT [PhotoId], [MemberId], [AlbumId], [Url], [Caption], [IsPortrait], [Width], [Height], [UploadedAt], [ApprovedAt], [RejectedAt], [RowVer] FROM [dbo].[Photos] ORDER BY [PhotoId]
SELECT [AlbumId], [MemberId], [Title], [IsPrivate], [CreatedAt], [RowVer] FROM [dbo].[Albums] ORDER BY [AlbumId]
SELECT [ReportId], [ReporterId], [ReportedMemberId], [Reason], [Text], [CreatedAt], [ResolvedAt], [Resolution], [RowVer] FROM [dbo].[AbuseReports] ORDER BY [ReportId]
SELECT [BlockId], [MemberId], [BlockedMemberId], [CreatedAt], [RemovedAt], [RowVer] FROM [dbo].[Blocks] ORDER BY [BlockId]
SELECT [MemberId], [FavoriteMemberId], [CreatedAt], [RowVer] FROM [dbo].[Favorites] ORDER BY [MemberId], [FavoriteMemberId]
SELECT [FlirtId], [FromMemberId], [ToMemberId], [FlirtType], [SentAt], [ReadAt], [RowVer] FROM [dbo].[Flirts] ORDER BY [FlirtId]
SELECT [MemberId], [InterestId], [AddedAt], [RowVer] FROM [dbo].[MemberInterests] ORDER BY [MemberId], [InterestId]
SELECT [MessageId], [FromMemberId], [ToMemberId], [Subject], [Body], [SentAt], [ReadAt], [DeletedBySender], [DeletedByRecipient], [RowVer] FROM [dbo].[Messages] ORDER BY [MessageId]
SELECT [VisitorId], [VisitedId], [VisitedAt] FROM [dbo].[ProfileVisits] ORDER BY [VisitorId], [VisitedId], [VisitedAt]
SELECT [MemberId], [MemberGuid], [Nickname], [Email], [PasswordHash], [PasswordSalt], [Gender], [Birthday], [CityId], [Headline], [Presentation], [HeightCm], [SeekGender], [SeekAgeFrom], [SeekAgeTo], [Balance], [IsPremium], [RegisteredAt], [RegisteredIp], [ApprovedAt], [ProfileChangedAt], [LastLoginAt], [DeletedAt], [RowVer] FROM [dbo].[Members] ORDER BY [MemberId]
SELECT [CityId], [Name], [Region], [CountryCode], [RowVer] FROM [dbo].[Cities] ORDER BY [CityId]
SELECT [InterestId], [Name], [RowVer] FROM [dbo].[Interests] ORDER BY [InterestId]
