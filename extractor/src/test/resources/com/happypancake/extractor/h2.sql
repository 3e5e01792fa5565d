SET LAZY_QUERY_EXECUTION TRUE
SELECT c.TABLE_SCHEMA, c.TABLE_NAME, CASE t.TABLE_TYPE WHEN 'VIEW' THEN 'V' ELSE 'T' END, c.COLUMN_NAME, CASE WHEN c.DATA_TYPE = 'BINARY' AND c.CHARACTER_MAXIMUM_LENGTH = 8 AND c.COLUMN_ON_UPDATE IS NOT NULL THEN 'ROWVERSION' ELSE c.DATA_TYPE END, c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION, COALESCE(c.NUMERIC_SCALE, c.DATETIME_PRECISION), CASE c.IS_NULLABLE WHEN 'YES' THEN 1 ELSE 0 END, c.DOMAIN_NAME, CASE c.IS_IDENTITY WHEN 'YES' THEN 1 ELSE 0 END, CASE c.IS_GENERATED WHEN 'ALWAYS' THEN 1 ELSE 0 END, NULL FROM INFORMATION_SCHEMA.TABLES t JOIN INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME WHERE t.TABLE_TYPE IN ('BASE TABLE', 'VIEW') AND t.TABLE_SCHEMA IN (N'dbo') AND t.TABLE_NAME IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME, 1, 0, 0 FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME AND k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME WHERE t.CONSTRAINT_TYPE = 'PRIMARY KEY' AND t.TABLE_SCHEMA IN (N'dbo') AND t.TABLE_NAME IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.ORDINAL_POSITION
SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS c WHERE c.TABLE_SCHEMA IN (N'dbo') AND c.TABLE_NAME IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits') AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.USERS u WHERE u.USER_NAME = CURRENT_USER AND u.IS_ADMIN) AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES p WHERE p.GRANTEE = CURRENT_USER AND p.PRIVILEGE_TYPE = 'SELECT' AND p.TABLE_SCHEMA = c.TABLE_SCHEMA AND p.TABLE_NAME = c.TABLE_NAME)
SELECT t.TABLE_SCHEMA, t.TABLE_NAME, t.ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES t WHERE t.TABLE_TYPE = 'BASE TABLE' AND t.TABLE_SCHEMA IN (N'dbo') AND t.TABLE_NAME IN (N'AbuseReports', N'Albums', N'Blocks', N'Cities', N'Favorites', N'Flirts', N'Interests', N'MemberInterests', N'Members', N'Messages', N'PhotoLikes', N'Photos', N'ProfileVisits')
SELECT CURRENT_TIMESTAMP(7)
SELECT MIN(BASE_VALUE) FROM INFORMATION_SCHEMA.SEQUENCES WHERE UPPER(SEQUENCE_NAME) = 'RV'
SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER
SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID() AND (CONTAINS_UNCOMMITTED OR EXECUTING_STATEMENT IS NOT NULL)
-- isolation 6
SELECT 1 FROM "dbo"."Cities" FETCH FIRST ROW ONLY
SELECT "PhotoId", "MemberId" FROM "dbo"."PhotoLikes" ORDER BY "PhotoId", "MemberId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "PhotoId", "MemberId", "LikedAt", "RowVer" FROM "dbo"."PhotoLikes" ORDER BY "PhotoId", "MemberId"
SELECT COUNT(*) FROM "dbo"."PhotoLikes"
SELECT "ReportId" FROM "dbo"."AbuseReports" ORDER BY "ReportId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "ReportId", "ReporterId", "ReportedMemberId", "Reason", "Text", "CreatedAt", "ResolvedAt", "Resolution", "RowVer" FROM "dbo"."AbuseReports" ORDER BY "ReportId"
SELECT COUNT(*) FROM "dbo"."AbuseReports"
SELECT "BlockId" FROM "dbo"."Blocks" ORDER BY "BlockId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "BlockId", "MemberId", "BlockedMemberId", "CreatedAt", "RemovedAt", "RowVer" FROM "dbo"."Blocks" ORDER BY "BlockId"
SELECT COUNT(*) FROM "dbo"."Blocks"
SELECT "MemberId", "FavoriteMemberId" FROM "dbo"."Favorites" ORDER BY "MemberId", "FavoriteMemberId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "MemberId", "FavoriteMemberId", "CreatedAt", "RowVer" FROM "dbo"."Favorites" ORDER BY "MemberId", "FavoriteMemberId"
SELECT COUNT(*) FROM "dbo"."Favorites"
SELECT "FlirtId" FROM "dbo"."Flirts" ORDER BY "FlirtId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "FlirtId", "FromMemberId", "ToMemberId", "FlirtType", "SentAt", "ReadAt", "RowVer" FROM "dbo"."Flirts" ORDER BY "FlirtId"
SELECT COUNT(*) FROM "dbo"."Flirts"
SELECT "MemberId", "InterestId" FROM "dbo"."MemberInterests" ORDER BY "MemberId", "InterestId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "MemberId", "InterestId", "AddedAt", "RowVer" FROM "dbo"."MemberInterests" ORDER BY "MemberId", "InterestId"
SELECT COUNT(*) FROM "dbo"."MemberInterests"
SELECT "MessageId" FROM "dbo"."Messages" ORDER BY "MessageId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "MessageId", "FromMemberId", "ToMemberId", "Subject", "Body", "SentAt", "ReadAt", "DeletedBySender", "DeletedByRecipient", "RowVer" FROM "dbo"."Messages" ORDER BY "MessageId"
SELECT COUNT(*) FROM "dbo"."Messages"
SELECT "VisitorId", "VisitedId", "VisitedAt" FROM "dbo"."ProfileVisits" ORDER BY "VisitorId", "VisitedId", "VisitedAt" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "VisitorId", "VisitedId", "VisitedAt" FROM "dbo"."ProfileVisits" ORDER BY "VisitorId", "VisitedId", "VisitedAt"
SELECT COUNT(*) FROM "dbo"."ProfileVisits"
SELECT "PhotoId" FROM "dbo"."Photos" ORDER BY "PhotoId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "PhotoId", "MemberId", "AlbumId", "Url", "Caption", "IsPortrait", "Width", "Height", "UploadedAt", "ApprovedAt", "RejectedAt", "RowVer" FROM "dbo"."Photos" ORDER BY "PhotoId"
SELECT COUNT(*) FROM "dbo"."Photos"
SELECT "InterestId" FROM "dbo"."Interests" ORDER BY "InterestId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "InterestId", "Name", "RowVer" FROM "dbo"."Interests" ORDER BY "InterestId"
SELECT COUNT(*) FROM "dbo"."Interests"
SELECT "AlbumId" FROM "dbo"."Albums" ORDER BY "AlbumId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "AlbumId", "MemberId", "Title", "IsPrivate", "CreatedAt", "RowVer" FROM "dbo"."Albums" ORDER BY "AlbumId"
SELECT COUNT(*) FROM "dbo"."Albums"
SELECT "MemberId" FROM "dbo"."Members" ORDER BY "MemberId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "MemberId", "MemberGuid", "Nickname", "Email", "PasswordHash", "PasswordSalt", "Gender", "Birthday", "CityId", "Headline", "Presentation", "HeightCm", "SeekGender", "SeekAgeFrom", "SeekAgeTo", "Balance", "IsPremium", "RegisteredAt", "RegisteredIp", "ApprovedAt", "ProfileChangedAt", "LastLoginAt", "DeletedAt", "RowVer" FROM "dbo"."Members" ORDER BY "MemberId"
SELECT COUNT(*) FROM "dbo"."Members"
SELECT "CityId" FROM "dbo"."Cities" ORDER BY "CityId" OFFSET 1000000 ROWS FETCH NEXT 1 ROWS ONLY
SELECT "CityId", "Name", "Region", "CountryCode", "RowVer" FROM "dbo"."Cities" ORDER BY "CityId"
SELECT COUNT(*) FROM "dbo"."Cities"
