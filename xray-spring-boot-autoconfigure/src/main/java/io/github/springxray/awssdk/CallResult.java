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

import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

import io.github.springxray.entity.HttpResponseFields;

/**
 * What a response says about the call, whatever it says about its subject.
 */
final class CallResult {

	private static final String UNKNOWN = "UNKNOWN";

	private CallResult() {
	}

	static void record(Subsegment subsegment, SdkHttpResponse response) {
		long length = response.firstMatchingHeader("Content-Length").map(CallResult::lengthOf).orElse(-1L);
		subsegment.putHttp("response", new HttpResponseFields(response.statusCode(), length));
		recordId(subsegment, "request_id",
				response.firstMatchingHeader("x-amzn-RequestId")
					.or(() -> response.firstMatchingHeader("x-amz-request-id"))
					.orElse(null));
		recordId(subsegment, "id_2", response.firstMatchingHeader("x-amz-id-2").orElse(null));
	}

	/**
	 * A length that is none is not recorded.
	 */
	private static long lengthOf(String length) {
		try {
			return Long.parseLong(length.trim());
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	static void recordRequestId(Subsegment subsegment, SdkResponse response) {
		AwsResponseMetadata metadata = (response instanceof AwsResponse aws) ? aws.responseMetadata() : null;
		if (metadata != null) {
			recordId(subsegment, "request_id", metadata.requestId());
		}
	}

	static void recordId(Subsegment subsegment, String key, @Nullable String id) {
		if (id != null && !id.isEmpty() && !UNKNOWN.equals(id)) {
			subsegment.putAws(key, id);
		}
	}

}
