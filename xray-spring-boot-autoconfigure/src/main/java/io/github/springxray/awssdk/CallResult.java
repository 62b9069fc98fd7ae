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

import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What a response says about the call, whatever it says about its subject.
 */
final class CallResult {

	private static final String UNKNOWN = "UNKNOWN";

	private CallResult() {
	}

	static void record(Subsegment subsegment, SdkHttpResponse response) {
		Map<String, Object> http = new LinkedHashMap<>();
		http.put("status", response.statusCode());
		response.firstMatchingHeader("Content-Length").ifPresent((length) -> {
			try {
				http.put("content_length", Long.parseLong(length.trim()));
			}
			catch (NumberFormatException ex) {
				// A length that is none is not recorded
			}
		});
		subsegment.putHttp("response", http);
		recordId(subsegment, "request_id",
				response.firstMatchingHeader("x-amzn-RequestId")
					.or(() -> response.firstMatchingHeader("x-amz-request-id"))
					.orElse(null));
		recordId(subsegment, "id_2", response.firstMatchingHeader("x-amz-id-2").orElse(null));
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
