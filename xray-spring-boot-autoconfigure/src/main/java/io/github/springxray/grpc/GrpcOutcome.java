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

package io.github.springxray.grpc;

import com.amazonaws.xray.entities.Entity;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.HttpStatusCodes;

/**
 * What the status of a call means in X-Ray. Those that are the doing of the caller are
 * errors, as 4xx is; a resource that is exhausted is a throttle, as 429 is; all else is a
 * fault, as 5xx is.
 *
 * @see <a href="https://grpc.io/docs/guides/status-codes/">Status codes of gRPC</a>
 */
final class GrpcOutcome {

	private static final int ERROR = 400;

	private static final int THROTTLE = 429;

	private static final int FAULT = 500;

	private static final int NONE = 200;

	private GrpcOutcome() {
	}

	static void record(Entity entity, Status.Code code) {
		entity.putAnnotation("grpc_status", code.name());
		HttpStatusCodes.record(entity, likeHttp(code));
	}

	static boolean isFault(Status.Code code) {
		return likeHttp(code) == FAULT;
	}

	/**
	 * Return the exception to record: who calls has made the mistake itself.
	 */
	static @Nullable Throwable failureOf(Status status) {
		return isFault(status.getCode()) ? status.getCause() : null;
	}

	private static int likeHttp(Status.Code code) {
		return switch (code) {
			case OK -> NONE;
			case CANCELLED, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, FAILED_PRECONDITION,
					ABORTED, OUT_OF_RANGE, UNAUTHENTICATED ->
				ERROR;
			case RESOURCE_EXHAUSTED -> THROTTLE;
			default -> FAULT;
		};
	}

}
