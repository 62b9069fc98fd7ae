/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.entity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import com.amazonaws.xray.proxies.apache.http.HttpClientBuilder;
import com.amazonaws.xray.sql.TracingDataSource;
import com.sun.net.httpserver.HttpServer;
import org.apache.http.client.methods.HttpGet;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the other modules of the SDK do with a recorder: its clients of HTTP and AWS and
 * its data source, in a segment, where none is recorded, and in an invocation of Lambda,
 * whose segment AWS sends.
 */
@SuppressWarnings("deprecation")
abstract class SdkModulesContract {

	private static final TraceID TRACE_ID = TraceID.fromString("1-5759e988-bd862e3fe1be46a994272793");

	private static final String INVOCATION = "53995c3f42cd8ad8";

	private final EntitySource source = source();

	final SentEntities sent = new SentEntities();

	final List<TraceHeader> headers = Collections.synchronizedList(new ArrayList<>());

	private final AWSXRayRecorder before = AWSXRay.getGlobalRecorder();

	private AWSXRayRecorder recorder;

	private HttpServer server;

	abstract EntitySource source();

	@BeforeEach
	void start() throws IOException {
		this.recorder = this.source.recorder(this.sent);
		AWSXRay.setGlobalRecorder(this.recorder);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			String header = exchange.getRequestHeaders().getFirst(TraceHeader.HEADER_KEY);
			this.headers.add((header != null) ? TraceHeader.fromString(header) : new TraceHeader());
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/gone") ? 410 : 200, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		ThreadLocalStorage.clear();
		this.server.stop(0);
		if (this.source instanceof StarterEntities starter) {
			starter.close();
		}
		AWSXRay.setGlobalRecorder(this.before);
	}

	@Test
	void recordIntoASegment() throws Exception {
		Segment segment = this.recorder.beginSegment("orders");
		callAll();
		List<Subsegment> children = segment.getSubsegmentsCopy();
		this.recorder.endSegment();
		assertThat(children).hasSize(3).noneMatch(Entity::isInProgress);
		assertThat(children).extracting(Entity::getNamespace).containsExactly("remote", "aws", "remote");
		assertThat(children.get(0).getHttp()).extractingByKey("response").asString().contains("410");
		assertThat(children.get(0).isError()).isTrue();
		assertThat(children.get(1).getName()).isEqualToIgnoringCase("DynamoDB");
		assertThat(children.get(1).getAws()).containsEntry("operation", "ListTables");
		assertThat(children.get(2).getSql()).containsEntry("database_type", "H2");
		assertThat(this.headers).extracting(TraceHeader::getRootTraceId).containsOnly(segment.getTraceId());
		assertThat(this.headers).extracting(TraceHeader::getParentId)
			.containsExactly(children.get(0).getId(), children.get(1).getId());
		assertThat(this.headers).extracting(TraceHeader::getSampled).containsOnly(SampleDecision.SAMPLED);
		assertThat(this.sent.all()).containsExactly(segment);
	}

	@Test
	void recordNothingInASegmentThatIsNotSampled() throws Exception {
		Segment segment = this.recorder.beginSegment("orders");
		segment.setSampled(false);
		callAll();
		this.recorder.endSegment();
		assertNothingIsSent(segment);
	}

	@Test
	void recordNothingInASegmentThatDoesNothing() throws Exception {
		Segment segment = this.recorder.beginNoOpSegment(TRACE_ID);
		callAll();
		this.recorder.endSegment();
		assertNothingIsSent(segment);
	}

	void assertNothingIsSent(Segment segment) {
		assertThat(this.sent.all()).isEmpty();
		assertThat(this.headers).hasSize(2);
		assertThat(this.headers).extracting(TraceHeader::getSampled).containsOnly(SampleDecision.NOT_SAMPLED);
		assertThat(this.headers).extracting(TraceHeader::getRootTraceId).containsOnly(segment.getTraceId());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void continueTheTraceOfAnInvocation(boolean sampled) throws Exception {
		SampleDecision decision = sampled ? SampleDecision.SAMPLED : SampleDecision.NOT_SAMPLED;
		callAll(() -> this.recorder.setTraceEntity(new FacadeSegment(this.recorder, TRACE_ID, INVOCATION, decision)));
		assertThat(this.headers).hasSize(2).extracting(TraceHeader::getRootTraceId).containsOnly(TRACE_ID);
		assertThat(this.headers).extracting(TraceHeader::getSampled).containsOnly(decision);
		assertThat(this.headers).extracting(TraceHeader::getParentId).doesNotContainNull();
	}

	@Test
	void workWhereNothingIsCurrent() throws Exception {
		this.recorder.setContextMissingStrategy((message, type) -> {
		});
		callAll();
		assertThat(this.headers).hasSize(2);
		assertThat(this.sent.all()).isEmpty();
	}

	private void callAll() throws Exception {
		callAll(() -> {
		});
	}

	/**
	 * In Lambda each subsegment of an invocation has a segment of its own.
	 */
	private void callAll(Runnable before) throws Exception {
		before.run();
		URI uri = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
		try (var client = HttpClientBuilder.create().setRecorder(this.recorder).build()) {
			client.execute(new HttpGet(uri.resolve("/gone"))).close();
		}
		before.run();
		try (DynamoDbClient aws = DynamoDbClient.builder()
			.endpointOverride(uri)
			.region(Region.EU_CENTRAL_1)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.httpClient(UrlConnectionHttpClient.create())
			.overrideConfiguration((override) -> override.addExecutionInterceptor(new TracingInterceptor()))
			.build()) {
			aws.listTables();
		}
		before.run();
		query();
	}

	private static void query() throws SQLException {
		JdbcDataSource h2 = new JdbcDataSource();
		h2.setUrl("jdbc:h2:mem:modules");
		try (Connection connection = TracingDataSource.decorate(h2).getConnection();
				var statement = connection.createStatement()) {
			statement.executeQuery("select 1").close();
		}
	}

}
