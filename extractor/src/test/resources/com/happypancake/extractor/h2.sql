SET LAZY_QUERY_EXECUTION TRUE
SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME AND k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME WHERE t.CONSTRAINT_TYPE = 'PRIMARY KEY' AND t.TABLE_SCHEMA IN (N'dbo') ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.ORDINAL_POSITION
SELECT * FROM "dbo"."Cities" WHERE 1 = 0
SELECT * FROM "dbo"."Interests" WHERE 1 = 0
SELECT * FROM "dbo"."Members" WHERE 1 = 0
SELECT * FROM "dbo"."Albums" WHERE 1 = 0
SELECT * FROM "dbo"."Photos" WHERE 1 = 0
SELECT * FROM "dbo"."AbuseReports" WHERE 1 = 0
SELECT * FROM "dbo"."Blocks" WHERE 1 = 0
SELECT * FROM "dbo"."Favorites" WHERE 1 = 0
SELECT * FROM "dbo"."Flirts" WHERE 1 = 0
SELECT * FROM "dbo"."MemberInterests" WHERE 1 = 0
SELECT * FROM "dbo"."Messages" WHERE 1 = 0
SELECT * FROM "dbo"."PhotoLikes" WHERE 1 = 0
SELECT * FROM "dbo"."ProfileVisits" WHERE 1 = 0
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Cities'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Interests'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Members'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Albums'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Photos'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'AbuseReports'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Blocks'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Favorites'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Flirts'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'MemberInterests'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'Messages'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'PhotoLikes'
SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'ProfileVisits'
SELECT CURRENT_TIMESTAMP(7)
SELECT MIN(BASE_VALUE) FROM INFORMATION_SCHEMA.SEQUENCES WHERE UPPER(SEQUENCE_NAME) = 'RV'
SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER
SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID() AND (CONTAINS_UNCOMMITTED OR EXECUTING_STATEMENT IS NOT NULL)
-- isolation 6
SELECT 1 FROM "dbo"."Cities" FETCH FIRST ROW ONLY
SELECT "PhotoId", "MemberId", "LikedAt", "RowVer" FROM "dbo"."PhotoLikes" ORDER BY "PhotoId", "MemberId"
SELECT COUNT(*) FROM "dbo"."PhotoLikes"
SELECT "ReportId", "ReporterId", "ReportedMemberId", "Reason", "Text", "CreatedAt", "ResolvedAt", "Resolution", "RowVer" FROM "dbo"."AbuseReports" ORDER BY "ReportId"
SELECT COUNT(*) FROM "dbo"."AbuseReports"
SELECT "BlockId", "MemberId", "BlockedMemberId", "CreatedAt", "RemovedAt", "RowVer" FROM "dbo"."Blocks" ORDER BY "BlockId"
SELECT COUNT(*) FROM "dbo"."Blocks"
SELECT "MemberId", "FavoriteMemberId", "CreatedAt", "RowVer" FROM "dbo"."Favorites" ORDER BY "MemberId", "FavoriteMemberId"
SELECT COUNT(*) FROM "dbo"."Favorites"
SELECT "FlirtId", "FromMemberId", "ToMemberId", "FlirtType", "SentAt", "ReadAt", "RowVer" FROM "dbo"."Flirts" ORDER BY "FlirtId"
SELECT COUNT(*) FROM "dbo"."Flirts"
SELECT "MemberId", "InterestId", "AddedAt", "RowVer" FROM "dbo"."MemberInterests" ORDER BY "MemberId", "InterestId"
SELECT COUNT(*) FROM "dbo"."MemberInterests"
SELECT "MessageId", "FromMemberId", "ToMemberId", "Subject", "Body", "SentAt", "ReadAt", "DeletedBySender", "DeletedByRecipient", "RowVer" FROM "dbo"."Messages" ORDER BY "MessageId"
SELECT COUNT(*) FROM "dbo"."Messages"
SELECT "VisitorId", "VisitedId", "VisitedAt" FROM "dbo"."ProfileVisits" ORDER BY "VisitorId", "VisitedId", "VisitedAt"
SELECT COUNT(*) FROM "dbo"."ProfileVisits"
SELECT "PhotoId", "MemberId", "AlbumId", "Url", "Caption", "IsPortrait", "Width", "Height", "UploadedAt", "ApprovedAt", "RejectedAt", "RowVer" FROM "dbo"."Photos" ORDER BY "PhotoId"
SELECT COUNT(*) FROM "dbo"."Photos"
SELECT "InterestId", "Name", "RowVer" FROM "dbo"."Interests" ORDER BY "InterestId"
SELECT COUNT(*) FROM "dbo"."Interests"
SELECT "AlbumId", "MemberId", "Title", "IsPrivate", "CreatedAt", "RowVer" FROM "dbo"."Albums" ORDER BY "AlbumId"
SELECT COUNT(*) FROM "dbo"."Albums"
SELECT "MemberId", "MemberGuid", "Nickname", "Email", "PasswordHash", "PasswordSalt", "Gender", "Birthday", "CityId", "Headline", "Presentation", "HeightCm", "SeekGender", "SeekAgeFrom", "SeekAgeTo", "Balance", "IsPremium", "RegisteredAt", "RegisteredIp", "ApprovedAt", "ProfileChangedAt", "LastLoginAt", "DeletedAt", "RowVer" FROM "dbo"."Members" ORDER BY "MemberId"
SELECT COUNT(*) FROM "dbo"."Members"
SELECT "CityId", "Name", "Region", "CountryCode", "RowVer" FROM "dbo"."Cities" ORDER BY "CityId"
SELECT COUNT(*) FROM "dbo"."Cities"
