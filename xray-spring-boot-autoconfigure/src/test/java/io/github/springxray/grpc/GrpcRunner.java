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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedTraces;

/**
 * A server and a client in one process, whose messages are texts.
 */
final class GrpcRunner implements AutoCloseable {

	static final String SERVICE = "shop.Orders";

	/**
	 * One thread, so that it can be asked what a call has left there.
	 */
	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final Server server;

	private final ManagedChannel channel;

	private final Channel traced;

	GrpcRunner(ApplicationContext context, MethodDescriptor<String, String> method,
			ServerCallHandler<String, String> handler) {
		String name = UUID.randomUUID().toString();
		ServerServiceDefinition service = ServerServiceDefinition.builder(method.getServiceName())
			.addMethod(method, handler)
			.build();
		try {
			this.server = InProcessServerBuilder.forName(name)
				.executor(this.executor)
				.addService(ServerInterceptors.intercept(service, context.getBean(TracingServerInterceptor.class)))
				.build()
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.channel = InProcessChannelBuilder.forName(name).build();
		this.traced = ClientInterceptors.intercept(this.channel, context.getBean(TracingClientInterceptor.class));
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayHttpAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
					XRayGrpcServerAutoConfiguration.class, XRayGrpcClientAutoConfiguration.class))
			.withPropertyValues("xray.name=orders", "xray.sampling.strategy=all")
			.withBean(RecordedTraces.class);
	}

	static MethodDescriptor<String, String> method(MethodType type, String service, String name) {
		return MethodDescriptor.<String, String>newBuilder()
			.setType(type)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
			.setRequestMarshaller(new Texts())
			.setResponseMarshaller(new Texts())
			.build();
	}

	/**
	 * Return whether something is current on the thread of the server, between two
	 * callbacks.
	 */
	boolean isCurrentOnServer() throws Exception {
		return this.executor.submit(() -> AWSXRay.getTraceEntity() != null).get(10, TimeUnit.SECONDS);
	}

	/**
	 * Return a channel that is traced.
	 */
	Channel channel() {
		return this.traced;
	}

	/**
	 * Return a channel that is not.
	 */
	Channel plain() {
		return this.channel;
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
		this.server.shutdownNow();
		this.executor.shutdown();
	}

	private static final class Texts implements MethodDescriptor.Marshaller<String> {

		@Override
		public InputStream stream(String value) {
			return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String parse(InputStream stream) {
			try {
				return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
