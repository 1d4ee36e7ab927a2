using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>What the door says of itself: the service document, and the entity model.</summary>
internal static class ODataModel
{
    private static readonly string[] _sets = ["Products", "DeletedProducts", "Attributes", "Metrics", "Subscriptions"];

    /// <summary>What there is.</summary>
    public static ODataAnswer Service() => ODataAnswer.Ok(json =>
    {
        json.WriteStartObject();
        json.WriteString("@odata.context", "$metadata");
        json.WriteStartArray("value");
        foreach (var set in _sets)
        {
            json.WriteStartObject();
            json.WriteString("name", set);
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", set);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The entity model, as CSDL in XML.</summary>
    public static IResult Metadata(HttpContext http)
    {
        http.Response.Headers["OData-Version"] = "4.0";
        return Results.Text(Csdl, "application/xml", System.Text.Encoding.UTF8);
    }

    private const string Csdl =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
          <edmx:DataServices>
            <Schema Namespace="OData.CSC" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              <EnumType Name="ProductionType">
                <Member Name="systematic_production" Value="0" />
                <Member Name="on_demand_default" Value="1" />
                <Member Name="on_demand_non_default" Value="2" />
              </EnumType>
              <EnumType Name="MetricType">
                <Member Name="Counter" Value="0" />
                <Member Name="Gauge" Value="1" />
              </EnumType>
              <EnumType Name="SubscriptionStatus">
                <Member Name="running" Value="0" />
                <Member Name="paused" Value="1" />
                <Member Name="cancelled" Value="2" />
              </EnumType>
              <ComplexType Name="Checksum">
                <Property Name="Algorithm" Type="Edm.String" Nullable="false" />
                <Property Name="Value" Type="Edm.String" Nullable="false" />
                <Property Name="ChecksumDate" Type="Edm.DateTimeOffset" Precision="3" />
              </ComplexType>
              <ComplexType Name="TimeRange">
                <Property Name="Start" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="End" Type="Edm.DateTimeOffset" Precision="3" />
              </ComplexType>
              <EntityType Name="Product" HasStream="true">
                <Key><PropertyRef Name="Id" /></Key>
                <Property Name="Id" Type="Edm.Guid" Nullable="false" />
                <Property Name="Name" Type="Edm.String" Nullable="false" />
                <Property Name="ContentType" Type="Edm.String" Nullable="false" />
                <Property Name="ContentLength" Type="Edm.Int64" Nullable="false" />
                <Property Name="OriginDate" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="PublicationDate" Type="Edm.DateTimeOffset" Nullable="false" Precision="3" />
                <Property Name="ModificationDate" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="EvictionDate" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="Online" Type="Edm.Boolean" />
                <Property Name="Checksum" Type="Collection(OData.CSC.Checksum)" />
                <Property Name="ContentDate" Type="OData.CSC.TimeRange" />
                <Property Name="ProductionType" Type="OData.CSC.ProductionType" />
                <Property Name="Footprint" Type="Edm.Geography" SRID="4326" />
                <Property Name="GeoFootprint" Type="Edm.Geography" SRID="4326" />
                <NavigationProperty Name="Attributes" Type="Collection(OData.CSC.Attribute)" ContainsTarget="true" />
                <NavigationProperty Name="Quicklooks" Type="Collection(OData.CSC.Quicklook)" ContainsTarget="true" />
              </EntityType>
              <EntityType Name="Attribute" Abstract="true">
                <Key><PropertyRef Name="Name" /></Key>
                <Property Name="Name" Type="Edm.String" Nullable="false" />
                <Property Name="ValueType" Type="Edm.String" Nullable="false" />
              </EntityType>
              <EntityType Name="StringAttribute" BaseType="OData.CSC.Attribute"><Property Name="Value" Type="Edm.String" Nullable="false" /></EntityType>
              <EntityType Name="IntegerAttribute" BaseType="OData.CSC.Attribute"><Property Name="Value" Type="Edm.Int64" Nullable="false" /></EntityType>
              <EntityType Name="DoubleAttribute" BaseType="OData.CSC.Attribute"><Property Name="Value" Type="Edm.Double" Nullable="false" /></EntityType>
              <EntityType Name="BooleanAttribute" BaseType="OData.CSC.Attribute"><Property Name="Value" Type="Edm.Boolean" Nullable="false" /></EntityType>
              <EntityType Name="DateTimeOffsetAttribute" BaseType="OData.CSC.Attribute"><Property Name="Value" Type="Edm.DateTimeOffset" Nullable="false" Precision="3" /></EntityType>
              <EntityType Name="Quicklook" HasStream="true">
                <Key><PropertyRef Name="Image" /></Key>
                <Property Name="Image" Type="Edm.String" Nullable="false" />
              </EntityType>
              <EntityType Name="AttributeType">
                <Key><PropertyRef Name="Name" /><PropertyRef Name="ValueType" /></Key>
                <Property Name="Name" Type="Edm.String" Nullable="false" />
                <Property Name="ValueType" Type="Edm.String" Nullable="false" />
              </EntityType>
              <EntityType Name="DeletedProduct">
                <Key><PropertyRef Name="Id" /></Key>
                <Property Name="Id" Type="Edm.Guid" Nullable="false" />
                <Property Name="Name" Type="Edm.String" Nullable="false" />
                <Property Name="ContentType" Type="Edm.String" />
                <Property Name="ContentLength" Type="Edm.Int64" />
                <Property Name="OriginDate" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="PublicationDate" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="EvictionDate" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="DeletionDate" Type="Edm.DateTimeOffset" Nullable="false" Precision="3" />
                <Property Name="DeletionCause" Type="Edm.String" Nullable="false" />
                <Property Name="Checksum" Type="Collection(OData.CSC.Checksum)" />
                <Property Name="ContentDate" Type="OData.CSC.TimeRange" />
              </EntityType>
              <EntityType Name="Metric">
                <Key><PropertyRef Name="Name" /></Key>
                <Property Name="Name" Type="Edm.String" Nullable="false" />
                <Property Name="Timestamp" Type="Edm.DateTimeOffset" Nullable="false" Precision="3" />
                <Property Name="MetricType" Type="OData.CSC.MetricType" Nullable="false" />
                <Property Name="Count" Type="Edm.Int64" />
                <Property Name="Gauge" Type="Edm.Double" />
              </EntityType>
              <EntityType Name="Subscription">
                <Key><PropertyRef Name="Id" /></Key>
                <Property Name="Id" Type="Edm.Guid" Nullable="false" />
                <Property Name="Status" Type="OData.CSC.SubscriptionStatus" Nullable="false" />
                <Property Name="FilterParam" Type="Edm.String" />
                <Property Name="NotificationEndpoint" Type="Edm.String" />
                <Property Name="NotificationEpUsername" Type="Edm.String" />
                <Property Name="NotificationEpPassword" Type="Edm.String" />
                <Property Name="SubmissionDate" Type="Edm.DateTimeOffset" Precision="3" />
                <Property Name="LastNotificationDate" Type="Edm.DateTimeOffset" Precision="3" />
              </EntityType>
              <Action Name="FilterList" IsBound="true" EntitySetPath="Products">
                <Parameter Name="Products" Type="Collection(OData.CSC.Product)" />
                <Parameter Name="FilterProducts" Type="Collection(OData.CSC.Product)" />
                <ReturnType Type="Collection(OData.CSC.Product)" />
              </Action>
              <Function Name="Intersects"><Parameter Name="area" Type="Edm.Geography" SRID="4326" /><ReturnType Type="Edm.Boolean" /></Function>
              <Function Name="Within"><Parameter Name="area" Type="Edm.Geography" SRID="4326" /><ReturnType Type="Edm.Boolean" /></Function>
              <Function Name="Disjoints"><Parameter Name="area" Type="Edm.Geography" SRID="4326" /><ReturnType Type="Edm.Boolean" /></Function>
              <EntityContainer Name="Container">
                <EntitySet Name="Products" EntityType="OData.CSC.Product" />
                <EntitySet Name="DeletedProducts" EntityType="OData.CSC.DeletedProduct" />
                <EntitySet Name="Attributes" EntityType="OData.CSC.AttributeType" />
                <EntitySet Name="Metrics" EntityType="OData.CSC.Metric" />
                <EntitySet Name="Subscriptions" EntityType="OData.CSC.Subscription" />
              </EntityContainer>
            </Schema>
          </edmx:DataServices>
        </edmx:Edmx>
        """;
}
