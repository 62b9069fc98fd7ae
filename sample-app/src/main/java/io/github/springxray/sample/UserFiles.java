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

package io.github.springxray.sample;

import java.util.Optional;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import org.springframework.stereotype.Component;

/**
 * Keeps a file for each user in S3. Each call of the client is a subsegment.
 */
@Component
class UserFiles {

	private final S3Client s3;

	private final String bucket;

	UserFiles(S3Client s3, AwsProperties properties) {
		this.s3 = s3;
		this.bucket = properties.bucket();
	}

	void put(User user) {
		String content = user.name() + " <" + user.email() + ">\n";
		this.s3.putObject((request) -> request.bucket(this.bucket).key(key(user.id())).contentType("text/plain"),
				RequestBody.fromString(content));
	}

	Optional<String> find(long id) {
		try {
			return Optional
				.of(this.s3.getObjectAsBytes((request) -> request.bucket(this.bucket).key(key(id))).asUtf8String());
		}
		catch (NoSuchKeyException ex) {
			return Optional.empty();
		}
	}

	boolean areReachable() {
		return this.s3.headBucket((request) -> request.bucket(this.bucket)).sdkHttpResponse().isSuccessful();
	}

	private static String key(long id) {
		return "users/" + id + "/info.txt";
	}

}
