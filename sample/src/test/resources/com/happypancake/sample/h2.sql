create schema if not exists [dbo];

drop sequence if exists [dbo].[rv];

create sequence [dbo].[rv];

create table [dbo].[Cities] (
  [CityId] int not null,
  [Name] nvarchar(100) not null,
  [Region] nvarchar(100) not null,
  [CountryCode] char(2) not null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Cities] primary key ([CityId])
);

create table [dbo].[Interests] (
  [InterestId] int not null,
  [Name] nvarchar(64) not null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Interests] primary key ([InterestId])
);

create table [dbo].[Members] (
  [MemberId] int not null,
  [MemberGuid] uniqueidentifier not null,
  [Nickname] nvarchar(32) not null,
  [Email] nvarchar(256) not null,
  [PasswordHash] varbinary(64) not null,
  [PasswordSalt] varbinary(16) not null,
  [Gender] smallint check ([Gender] between 0 and 255) not null,
  [Birthday] date not null,
  [CityId] int not null,
  [Headline] nvarchar(200) null,
  [Presentation] nvarchar(max) null,
  [HeightCm] smallint null,
  [SeekGender] smallint check ([SeekGender] between 0 and 255) not null,
  [SeekAgeFrom] smallint check ([SeekAgeFrom] between 0 and 255) not null,
  [SeekAgeTo] smallint check ([SeekAgeTo] between 0 and 255) not null,
  [Balance] money not null,
  [IsPremium] bit not null,
  [RegisteredAt] datetime not null,
  [RegisteredIp] varchar(45) null,
  [ApprovedAt] datetime null,
  [ProfileChangedAt] datetime2(7) null,
  [LastLoginAt] datetimeoffset null,
  [DeletedAt] datetime null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Members] primary key ([MemberId]),
  constraint [UQ_Members_Nickname] unique ([Nickname]),
  constraint [UQ_Members_Email] unique ([Email])
);

create table [dbo].[Albums] (
  [AlbumId] int not null,
  [MemberId] int not null,
  [Title] nvarchar(100) not null,
  [IsPrivate] bit not null,
  [CreatedAt] datetime not null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Albums] primary key ([AlbumId])
);

create table [dbo].[Photos] (
  [PhotoId] int not null,
  [MemberId] int not null,
  [AlbumId] int null,
  [Url] nvarchar(400) not null,
  [Caption] nvarchar(400) null,
  [IsPortrait] bit not null,
  [Width] smallint not null,
  [Height] smallint not null,
  [UploadedAt] datetime not null,
  [ApprovedAt] datetime null,
  [RejectedAt] datetime null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Photos] primary key ([PhotoId])
);

create table [dbo].[AbuseReports] (
  [ReportId] uniqueidentifier not null,
  [ReporterId] int not null,
  [ReportedMemberId] int not null,
  [Reason] smallint check ([Reason] between 0 and 255) not null,
  [Text] nvarchar(max) null,
  [CreatedAt] datetime not null,
  [ResolvedAt] datetime null,
  [Resolution] smallint check ([Resolution] between 0 and 255) null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_AbuseReports] primary key ([ReportId])
);

create table [dbo].[Blocks] (
  [BlockId] int not null,
  [MemberId] int not null,
  [BlockedMemberId] int not null,
  [CreatedAt] datetime not null,
  [RemovedAt] datetime null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Blocks] primary key ([BlockId])
);

create table [dbo].[Favorites] (
  [MemberId] int not null,
  [FavoriteMemberId] int not null,
  [CreatedAt] datetime not null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Favorites] primary key ([MemberId], [FavoriteMemberId])
);

create table [dbo].[Flirts] (
  [FlirtId] int not null,
  [FromMemberId] int not null,
  [ToMemberId] int not null,
  [FlirtType] smallint check ([FlirtType] between 0 and 255) not null,
  [SentAt] datetime not null,
  [ReadAt] datetime null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Flirts] primary key ([FlirtId])
);

create table [dbo].[MemberInterests] (
  [MemberId] int not null,
  [InterestId] int not null,
  [AddedAt] datetime not null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_MemberInterests] primary key ([MemberId], [InterestId])
);

create table [dbo].[Messages] (
  [MessageId] bigint not null,
  [FromMemberId] int not null,
  [ToMemberId] int not null,
  [Subject] nvarchar(200) null,
  [Body] nvarchar(2000) not null,
  [SentAt] datetime not null,
  [ReadAt] datetime null,
  [DeletedBySender] bit not null,
  [DeletedByRecipient] bit not null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_Messages] primary key ([MessageId])
);

create table [dbo].[PhotoLikes] (
  [PhotoId] int not null,
  [MemberId] int not null,
  [LikedAt] datetime not null,
  [RowVer] binary(8) default cast(next value for [dbo].[rv] as binary(8)) on update cast(next value for [dbo].[rv] as binary(8)) not null,
  constraint [PK_PhotoLikes] primary key ([PhotoId], [MemberId])
);

create table [dbo].[ProfileVisits] (
  [VisitorId] int not null,
  [VisitedId] int not null,
  [VisitedAt] datetime not null,
  constraint [PK_ProfileVisits] primary key ([VisitorId], [VisitedId], [VisitedAt])
);

insert into [dbo].[Cities] ([CityId], [Name], [Region], [CountryCode]) values (?, ?, ?, ?);

insert into [dbo].[Interests] ([InterestId], [Name]) values (?, ?);

insert into [dbo].[Members] ([MemberId], [MemberGuid], [Nickname], [Email], [PasswordHash], [PasswordSalt], [Gender], [Birthday], [CityId], [Headline], [Presentation], [HeightCm], [SeekGender], [SeekAgeFrom], [SeekAgeTo], [Balance], [IsPremium], [RegisteredAt], [RegisteredIp], [ApprovedAt], [ProfileChangedAt], [LastLoginAt], [DeletedAt]) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

insert into [dbo].[Albums] ([AlbumId], [MemberId], [Title], [IsPrivate], [CreatedAt]) values (?, ?, ?, ?, ?);

insert into [dbo].[Photos] ([PhotoId], [MemberId], [AlbumId], [Url], [Caption], [IsPortrait], [Width], [Height], [UploadedAt], [ApprovedAt], [RejectedAt]) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

insert into [dbo].[AbuseReports] ([ReportId], [ReporterId], [ReportedMemberId], [Reason], [Text], [CreatedAt], [ResolvedAt], [Resolution]) values (?, ?, ?, ?, ?, ?, ?, ?);

insert into [dbo].[Blocks] ([BlockId], [MemberId], [BlockedMemberId], [CreatedAt], [RemovedAt]) values (?, ?, ?, ?, ?);

insert into [dbo].[Favorites] ([MemberId], [FavoriteMemberId], [CreatedAt]) values (?, ?, ?);

insert into [dbo].[Flirts] ([FlirtId], [FromMemberId], [ToMemberId], [FlirtType], [SentAt], [ReadAt]) values (?, ?, ?, ?, ?, ?);

insert into [dbo].[MemberInterests] ([MemberId], [InterestId], [AddedAt]) values (?, ?, ?);

insert into [dbo].[Messages] ([MessageId], [FromMemberId], [ToMemberId], [Subject], [Body], [SentAt], [ReadAt], [DeletedBySender], [DeletedByRecipient]) values (?, ?, ?, ?, ?, ?, ?, ?, ?);

insert into [dbo].[PhotoLikes] ([PhotoId], [MemberId], [LikedAt]) values (?, ?, ?);

insert into [dbo].[ProfileVisits] ([VisitorId], [VisitedId], [VisitedAt]) values (?, ?, ?);

drop table [dbo].[Cities];

drop table [dbo].[Interests];

drop table [dbo].[Members];

drop table [dbo].[Albums];

drop table [dbo].[Photos];

drop table [dbo].[AbuseReports];

drop table [dbo].[Blocks];

drop table [dbo].[Favorites];

drop table [dbo].[Flirts];

drop table [dbo].[MemberInterests];

drop table [dbo].[Messages];

drop table [dbo].[PhotoLikes];

drop table [dbo].[ProfileVisits];

drop sequence if exists [dbo].[rv];

