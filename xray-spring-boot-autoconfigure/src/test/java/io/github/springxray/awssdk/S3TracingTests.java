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

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import io.github.springxray.awssdk.AwsServer.Reply;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what is special about S3, with answers as S3 gives them.
 */
class S3TracingTests extends AwsCallTesting {

	private static final Reply OK = new Reply(200, Map.of("x-amz-request-id", "s3-request", "x-amz-id-2", "two"), "");

	private S3Client client() {
		return prepare(S3Client.builder())
			.serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
			.build();
	}

	private static Reply error(int status, String code) {
		return new Reply(status, Map.of("x-amz-request-id", "s3-request", "x-amz-id-2", "two"),
				"<Error><Code>" + code + "</Code><Message>No " + SECRET + "</Message></Error>");
	}

	@Test
	void aCallHasItsBucketAndBothIdsAndNoKey() throws Exception {
		try (S3Client client = client()) {
			run((tracing) -> {
				this.aws.answer(OK);
				RecordedEntity segment = tracing
					.inSegment(() -> client.putObject((put) -> put.bucket("files").key("users/" + SECRET),
							RequestBody.fromString("the content")));
				RecordedEntity call = segment.subsegment("S3");
				assertThat(call).hasNamespace("aws").hasHttpStatus(200).isComplete();
				assertThat(call.aws()).containsEntry("operation", "PutObject")
					.containsEntry("bucket_name", "files")
					.containsEntry("id_2", "two")
					.containsEntry("request_id", "s3-request")
					.doesNotContainKey("key");
				assertThat(segment.json()).doesNotContain(SECRET)
					.doesNotContain("users/")
					.doesNotContain("the content");
			});
		}
	}

	@Test
	void keysAreRecordedOnDemand() throws Exception {
		try (S3Client client = client()) {
			run((tracing) -> assertThat(tracing
				.inSegment(() -> client.putObject((put) -> put.bucket("files").key("users/1"),
						RequestBody.fromString("the content")))
				.subsegment("S3")
				.aws()).containsEntry("key", "users/1"), "xray.patch.aws-sdk.record-keys=true");
		}
	}

	@Test
	void anObjectThatIsNotThereIsAnError() throws Exception {
		try (S3Client client = client()) {
			run((tracing) -> {
				this.aws.answer(error(404, "NoSuchKey"));
				RecordedEntity segment = tracing.inSegment(() -> assertThatExceptionOfType(NoSuchKeyException.class)
					.isThrownBy(() -> client.getObjectAsBytes((get) -> get.bucket("files").key("users/" + SECRET))));
				RecordedEntity call = segment.subsegment("S3");
				assertThat(call).hasHttpStatus(404)
					.isError()
					.isNotFault()
					.hasExceptionMessage("NoSuchKey (status code 404)");
				assertThat(call.aws()).containsEntry("request_id", "s3-request").containsEntry("id_2", "two");
				assertThat(segment.json()).doesNotContain(SECRET);
			});
		}
	}

	@Test
	void anObjectThatHasNotChangedIsNoError() throws Exception {
		try (S3Client client = client()) {
			run((tracing) -> {
				this.aws.answer(new Reply(304, OK.headers(), ""));
				RecordedEntity call = tracing
					.inSegment(() -> assertThatExceptionOfType(S3Exception.class).isThrownBy(
							() -> client.getObjectAsBytes((get) -> get.bucket("files").key("a").ifNoneMatch("etag"))))
					.subsegment("S3");
				assertThat(call).hasHttpStatus(304).isNotError().isNotFault().hasNoException().isComplete();
			});
		}
	}

	@Test
	void slowDownIsThrottling() throws Exception {
		try (S3Client client = client()) {
			run((tracing) -> {
				Reply slowDown = error(503, "SlowDown");
				this.aws.answer(slowDown, slowDown, OK);
				RecordedEntity call = tracing.inSegment(() -> client.deleteObject((it) -> it.bucket("files").key("a")))
					.subsegment("S3");
				assertThat(call).isNotFault().isNotError();
				assertThat(call.aws()).containsEntry("retries", 2);
				this.aws.answer(slowDown, slowDown, slowDown);
				assertThat(tracing
					.inSegment(() -> assertThatExceptionOfType(S3Exception.class)
						.isThrownBy(() -> client.deleteObject((it) -> it.bucket("files").key("a"))))
					.subsegment("S3")).isThrottled().isError().isFault();
			});
		}
	}

	@Test
	void messagesAreRecordedOnDemandAndRepeatedOnesAreNot() throws Exception {
		try (S3Client client = client()) {
			Work work = () -> AWSXRay.createSubsegment("step", () -> {
				try {
					client.getObjectAsBytes((get) -> get.bucket("files").key("a"));
				}
				catch (NoSuchKeyException ex) {
					AWSXRay.getCurrentSubsegment()
						.addException(new IllegalStateException("Cannot: " + ex.getMessage(), ex));
				}
			});
			run((tracing) -> {
				this.aws.answer(error(404, "NoSuchKey"));
				RecordedEntity segment = tracing.inSegment(work);
				assertThat(segment.subsegment("step")).hasExceptionMessage("NoSuchKey (status code 404)");
				assertThat(segment.json()).doesNotContain(SECRET);
			});
			run((tracing) -> {
				this.aws.answer(error(404, "NoSuchKey"));
				assertThat(tracing.inSegment(work).subsegment("step").subsegment("S3"))
					.hasExceptionMessageContaining("No " + SECRET);
			}, "xray.patch.aws-sdk.record-error-messages=true");
		}
	}

	/**
	 * Defect of the X-Ray SDK: a presigned URL is a subsegment that never ends.
	 */
	@Test
	void presigningIsNoCall() throws Exception {
		try (S3Presigner presigner = S3Presigner.builder()
			.region(Region.EU_CENTRAL_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
			.build()) {
			run((tracing) -> {
				String[] url = new String[1];
				RecordedEntity segment = tracing.inSegment(
						() -> url[0] = presigner
							.presignGetObject((presign) -> presign.signatureDuration(Duration.ofMinutes(1))
								.getObjectRequest((get) -> get.bucket("files").key("a")))
							.url()
							.toString());
				assertThat(segment.subsegments()).isEmpty();
				assertThat(url[0].toLowerCase(Locale.ROOT)).doesNotContain("trace");
			});
		}
	}

	@Test
	void aWaiterThatFindsNothingAsksAgain() throws Exception {
		try (S3Client client = client()) {
			run((tracing) -> {
				this.aws.answer(new Reply(404, OK.headers(), ""), OK);
				RecordedEntity segment = tracing.inSegment(() -> client.waiter()
					.waitUntilObjectExists((head) -> head.bucket("files").key("a"),
							(wait) -> wait.backoffStrategyV2(BackoffStrategy.retryImmediately())));
				assertThat(segment).hasSubsegmentsExactly("S3", "S3");
				assertThat(segment.subsegments().get(0)).isError().isNotFault();
				assertThat(segment.subsegments().get(1)).isNotError();
			});
		}
	}

}
