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

package io.github.springxray.awssdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import io.github.springxray.context.TraceScope;
import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of what the client of S3 sends in parts, on threads on which nothing is current.
 */
class S3MultipartTracingTests extends AwsCallTesting {

	private final S3Multipart s3 = new S3Multipart();

	@AfterEach
	void stopS3() {
		this.s3.close();
	}

	private S3AsyncClient client() {
		return prepare(S3AsyncClient.builder(), this.s3.endpoint().toString()).forcePathStyle(true)
			.multipartEnabled(true)
			.multipartConfiguration((multipart) -> multipart.thresholdInBytes((long) S3Multipart.PART)
				.minimumPartSizeInBytes((long) S3Multipart.PART))
			.build();
	}

	private static AsyncRequestBody body() {
		return AsyncRequestBody.fromBytes(new byte[S3Multipart.PART * S3Multipart.PARTS]);
	}

	@Test
	void eachPartOfAnUploadAndItsCompletionIsACallOfTheSameCaller() throws Exception {
		try (S3AsyncClient client = client()) {
			run((tracing) -> {
				RecordedEntity segment = tracing
					.inSegment(() -> client.putObject((put) -> put.bucket("files").key("big"), body()).join());
				assertThat(operations(segment)).containsExactlyInAnyOrder("CreateMultipartUpload", "UploadPart",
						"UploadPart", "UploadPart", "CompleteMultipartUpload");
				assertToldOf(segment);
			});
		}
	}

	@Test
	void anUploadThatIsGivenUpIsRecordedToo() throws Exception {
		this.s3.refused = 2;
		try (S3AsyncClient client = client()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> assertThatThrownBy(
						() -> client.putObject((put) -> put.bucket("files").key("big"), body()).join())
					.isInstanceOf(CompletionException.class));
				assertThat(operations(segment)).contains("CreateMultipartUpload", "UploadPart")
					.doesNotContain("CompleteMultipartUpload");
			});
		}
	}

	@Test
	void eachPartOfACopyIsACallOfTheSameCaller() throws Exception {
		try (S3AsyncClient client = client()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(
						() -> client
							.copyObject((copy) -> copy.sourceBucket("files")
								.sourceKey("big")
								.destinationBucket("files")
								.destinationKey("copy"))
							.join());
				assertThat(operations(segment)).containsExactlyInAnyOrder("HeadObject", "CreateMultipartUpload",
						"UploadPartCopy", "UploadPartCopy", "UploadPartCopy", "CompleteMultipartUpload");
				assertToldOf(segment);
			});
		}
	}

	@Test
	void eachPartOfADownloadIsACallOfTheSameCaller() throws Exception {
		try (S3AsyncClient client = client()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> client
					.getObject((get) -> get.bucket("files").key("big"), AsyncResponseTransformer.toBytes())
					.join());
				assertThat(operations(segment)).containsExactly("GetObject", "GetObject", "GetObject");
				assertToldOf(segment);
			});
		}
	}

	@Test
	void aCallThatAnotherRegionAnswersIsRecordedThereToo() throws Exception {
		this.s3.elsewhere = true;
		try (S3AsyncClient client = prepare(S3AsyncClient.builder(), this.s3.endpoint().toString()).forcePathStyle(true)
			.crossRegionAccessEnabled(true)
			.build()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> client
					.putObject((put) -> put.bucket("files").key("small"), AsyncRequestBody.fromString("x"))
					.join());
				assertThat(operations(segment)).containsExactly("PutObject", "PutObject");
				assertToldOf(segment);
			});
		}
	}

	@Test
	void uploadsOfTwoTracesAtATimeStayApart() throws Exception {
		try (S3AsyncClient client = client()) {
			run((tracing) -> {
				List<CompletableFuture<?>> uploads = new ArrayList<>();
				List<TraceScope> scopes = new ArrayList<>();
				for (int i = 0; i < 4; i++) {
					TraceScope scope = tracing.segments().begin("caller" + i, tracing.segments().newTraceId(), null);
					scopes.add(scope);
					uploads.add(client.putObject((put) -> put.bucket("files").key("same"), body()));
					tracing.subsegments().detach(scope);
				}
				CompletableFuture.allOf(uploads.toArray(CompletableFuture[]::new)).join();
				for (TraceScope scope : scopes) {
					tracing.subsegments().end(scope, null);
					RecordedEntity segment = tracing.traces().takeSegment();
					assertThat(operations(segment)).containsExactlyInAnyOrder("CreateMultipartUpload", "UploadPart",
							"UploadPart", "UploadPart", "CompleteMultipartUpload");
				}
			});
		}
	}

	@Test
	void outsideOfATraceNothingIsRecordedNorTold() throws Exception {
		try (S3AsyncClient client = client()) {
			run((tracing) -> {
				tracing.inSegment(() -> client.putObject((put) -> put.bucket("files").key("big"), body()).join());
				this.s3.requests.clear();
				client.putObject((put) -> put.bucket("files").key("big"), body()).join();
				client.getObject((get) -> get.bucket("files").key("big"), AsyncResponseTransformer.toBytes()).join();
				client
					.copyObject((copy) -> copy.sourceBucket("files")
						.sourceKey("big")
						.destinationBucket("files")
						.destinationKey("copy"))
					.join();
				assertThat(this.s3.requests).hasSizeGreaterThan(10).allMatch((request) -> request[2] == null);
			});
		}
	}

	private void assertToldOf(RecordedEntity segment) {
		List<String> expected = segment.subsegments()
			.stream()
			.map((call) -> "Root=" + segment.traceId() + ";Parent=" + call.id() + ";Sampled=1")
			.toList();
		assertThat(this.s3.requests.stream().map((request) -> request[2]).toList())
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	private static List<Object> operations(RecordedEntity segment) {
		return segment.subsegments().stream().<Object>map((call) -> call.aws().get("operation")).toList();
	}

}
